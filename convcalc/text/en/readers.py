"""English: what is wrong with a network of another program, and what its file cannot say."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "source.not_python": "this is neither notation nor Python: {reason}",
    "source.too_long": "a program of more than {limit} characters is not read",
    "source.no_value": "{text} is not worked out: only numbers, words, tuples of them and names are read, and nothing is run",
    "source.not_followed": "“{word}” decides here which layers there are, and is not followed",
    "source.no_layer": "{text} is no layer that is known",
    "source.no_layers": "no layer is constructed here",
    "source.no_tensor": "a layer is called here on something that is no tensor",
    "source.too_many_arguments": "{kind} takes at most {most} arguments by position, {given} are given",
    "source.two_frameworks": "{one} (line {line}) is a class of PyTorch, {other} one of Keras: a network is of one framework",
    "source.which_framework": "{kind} is a class of PyTorch and of Keras, and means something else in each",
    "source.dialect_wanted": "{kind} means something else in PyTorch than in Keras: say “dialect: keras” in the network",
    "source.several": "several layers are constructed here, where one is expected",
    "source.no_activation": "an activation is one of: {allowed}",
    "source.unknown_activation": "there is no activation “{name}” here (known: {allowed})",
    "source.note.order": "the text does not show the forward pass: layers are taken in the order of registration, paths as their channels tell, and functional operations and bare parameters are not seen",
    "source.note.forward": "what forward() does here is not followed: layers are taken in the order of registration, paths as their channels tell",
    "source.note.params": "in that order the sizes do not fit: of each layer only the parameters are told",
    "source.note.file": "{text}",
    "source.note.zoo": "{network} has as many parameters ({params}): if it is that, use convcalc audit {network}",
    "printed.unclosed": "the bracket of this module is never closed: the text is cut off",
    "printed.unclosed_line": "the bracket of this module is not closed on its line",
    "printed.taken": "{kind} is taken for {name}: its arguments are those of it",
    "printed.count": "{name} does not stand for as many modules as are said",
    "table.note": "a table of layers tells their parameters and their shapes; kernels, strides, biases and connections are not in it",
    "table.more": "the rows have {rows} parameters and the table says {total}: layers that are listed again count once there",
    "table.params": "“{text}” is no number of parameters",
}
