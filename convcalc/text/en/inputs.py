"""English: which input sizes a network takes."""

from __future__ import annotations

__all__ = ["TEXT"]

TEXT: dict[str, str] = {
    "cli.option.exact": "only sizes at which no layer leaves a row or column over",
    "cli.option.layer": "the layer that is spoken of, by its name",
    # sets of sizes
    "inputs.any": "any",
    "inputs.from": "from {low}",
    "inputs.classes": "{rests} mod {step}",
    "inputs.classes_from": "{rests} mod {step}, from {low}",
    "inputs.steps": "{low} to {high} in steps of {step}",
    "inputs.either": "{parts}",
    "inputs.no_value": "no value of {letter}",
    "inputs.letter_classes": "{letter} = {rests} mod {step}",
    "inputs.letter_classes_from": "{letter} = {rests} mod {step}, {letter} ≥ {low}",
    "inputs.letter_steps": "{letter} = {low} to {high} in steps of {step}",
    "inputs.letter_between": "{low} ≤ {letter} ≤ {high}",
    "inputs.of_letter": "{letter}: {sizes}",
    # the page
    "inputs.title": "Input sizes of {name}",
    "inputs.title_asked": "Input sizes of {name}: {asked}",
    "inputs.asked.exact": "nothing left over",
    "inputs.asked.goal": "{goal} at {layer}",
    "inputs.sizes": "{letters}",
    "inputs.computes": "computes at all",
    "inputs.own": "its own input",
    "inputs.fits": "is among them",
    "inputs.fits_not": "is not among them",
    "inputs.below": "nearest below",
    "inputs.above": "nearest above",
    "inputs.output": "size at {layer}",
    "inputs.growth": "{period} more of the input give {gain} more",
    "inputs.decisive": "Layers that decide it",
    "inputs.column.letter": "Letter",
    "inputs.column.reason": "Why",
    "inputs.column.condition": "Condition",
    "inputs.column.sizes": "Sizes that meet it",
    "inputs.why.kernel": "the kernel must fit",
    "inputs.why.merge": "paths that meet must have the same size",
    "inputs.why.features": "keeps its number of input features",
    "inputs.why.weights": "keeps its number of weights",
    "inputs.why.exact": "nothing left over",
    "inputs.why.goal": "wanted size",
    "inputs.why.crop": "there must be enough to crop",
    "inputs.why.pad": "there must be enough to pad with",
    "inputs.why.tconv": "an output must exist",
    "inputs.why.unpool": "an output must exist",
    "inputs.why.upsample": "an output must exist",
    "inputs.why.other": "{kind}",
    # remarks
    "inputs.coupled": "{layers}: what counts is the product of all axes; {letter} is meant with the other axes at "
    "the network's own size.",
    "inputs.free": "If the linear layers took any number of features: {sizes}.",
    "inputs.lossless": "If only padding may be left over, but no row or column of a map: {sizes}.",
    "inputs.features_open": "{layers}: without an input size of its own, the network takes any number of features.",
    "inputs.fixed": "Only the first input varies; {inputs}: as given.",
    "inputs.nothing": "No input size does this.",
    "inputs.never": "No input size fits.",
    "inputs.refused": "At {input}, which it has itself, it does not compute: {reason}.",
    "inputs.open": "{layer}: this could not be decided, and must hold as well: {condition}.",
    "inputs.period": "{layer}: sizes repeat only after {period} (at most {limit} are looked at), so this could not be "
    "decided, and must hold as well: {condition}.",
    # worked answers
    "inputs.step.letter": "{letter}: input size, {axes}",
    "inputs.step.period_label": "Period",
    "inputs.step.period": "every size here grows by a fixed amount when {letter} grows by {period}: for each remainder "
    "of {letter} mod {period} a condition is a linear inequality",
    "inputs.step.demand": "{reason}: {condition}",
    "inputs.step.open": "could not be decided, and must hold as well",
    "inputs.step.left": "left: {sizes}",
    "inputs.alike": "The same holds for {letters}.",
    "inputs.every": "every {letter} ≥ 1",
    # mistakes
    "inputs.no_size": "{layer} has no size that could be wanted",
    "inputs.use_layer": "name a layer: --layer {layer}",
    "inputs.layer_without_goal": "--layer needs a wanted size: --want, --at-least or --at-most",
    "inputs.size_only": "inputs are found for a size, not for {quantity}",
    "inputs.number_wanted": "a wanted size must be a whole number",
    "inputs.no_where": "--where has no meaning here: all sizes are found",
}
