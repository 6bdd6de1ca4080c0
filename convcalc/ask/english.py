"""English words of an exam question, as data: what each stands for. `; ` separates synonyms.

A final s may follow any of them. Hyphens are read as spaces, capitals as small letters.
"""

from __future__ import annotations

from typing import TypeAlias

Table: TypeAlias = "dict[str, dict[str, str]]"

WORDS: Table = {
    "attribute": {
        "input": "volume; input size; input image size; input feature map size; "
        "input resolution; image size; input image; input feature map; input volume; "
        "input tensor; input map; input shape; input dimension; input; image; picture; "
        "photo; feature map; tensor; frame; map; size of the input; size of the image; "
        "activation map; input width; input sequence; input length; sequence length; "
        "sequence; series; signal; height and width",
        "kernel": "kernel size; kernel width; filter size; window size; size of the kernel; "
        "size of the filter; size of the window; pool size; pooling window; pooling size; "
        "convolution kernel; window; pooling kernel; kernel shape; filter shape; region; "
        "patch; receptive window",
        "filter": "filter; kernel; convolution filter; convolutional filter",
        "stride": "stride; step; step size; stride length; hop; strided by; moved by; moves by",
        "padding": "padding; zero padding; pad; padded by; padded with; padding size; "
        "padding width; zero pad; padding amount; border; border of zeros; zero padded by; "
        "zero padded with",
        "dilation": "dilation; dilation rate; dilation factor; rate; atrous rate; dilated by; "
        "dilated by a factor of; spacing",
        "channels": "channel; number of channels; depth; ch; feature map channel",
        "in": "input channel; in channel; number of input channels; channels in; input depth; "
        "incoming channel; c_in; cin; in_channel; input plane",
        "out": "output channel; out channel; number of output channels; channels out; "
        "output depth; number of filters; number of kernels; number of output filters; "
        "c_out; cout; out_channel; output map; output feature; output unit; output class; "
        "class; classes; output classes; number of classes; unit; neuron; output neuron; "
        "output feature map channel; out",
        "groups": "group; number of groups; cardinality",
        "output_padding": "output padding; output_padding",
        "batch": "batch size; batch; mini batch; minibatch; mini batch size",
        "scale": "scale factor; upscale factor; upsampling factor; scale; factor; "
        "upscaling factor; shuffle factor; ratio r",
        "layers": "layer; stacked layer; stage; level",
        "output": "output; output feature map; output image; output volume; output tensor",
        "height": "height",
        "width": "width",
    },
    "kind": {
        "conv": "convolution; convolutional layer; conv layer; conv; convolution layer; conv1d; "
        "conv2d; conv3d; nn.conv1d; nn.conv2d; nn.conv3d; convolutional; convolved; "
        "convolve; convolutions layer; torch.nn.conv2d",
        "standard": "standard; ordinary; normal; regular; plain; full convolution; usual; "
        "traditional; conventional; vanilla",
        "dilated": "dilated convolution; atrous convolution; dilated conv; atrous conv; "
        "dilated; atrous; dilated layer; dilated convolutional layer; dilated kernel; "
        "dilated filter",
        "grouped": "grouped convolution; group convolution; grouped conv; group conv; grouped",
        "tconv": "transposed convolution; transposed conv; transpose convolution; "
        "deconvolution; deconv; deconvolution layer; conv transpose; convtranspose; "
        "convtranspose2d; transposed; fractionally strided convolution; up convolution; "
        "upconv; transposed convolutional layer; transposed convolution layer; "
        "conv2dtranspose; nn.convtranspose2d; deconvolutional layer",
        "pool": "pooling; pooling layer; pool; pooled",
        "maxpool": "max pooling; maximum pooling; max pool; maxpool; maxpooling; "
        "max pooling layer; max pool layer; maxpool2d; maxpooling2d; max pooled; "
        "nn.maxpool2d",
        "avgpool": "average pooling; avg pooling; mean pooling; average pool; avgpool; "
        "average pooling layer; avgpool2d; averagepooling2d; avg pool; mean pool; "
        "nn.avgpool2d",
        "gap": "global average pooling; gap; global average pool; global average pooling layer; "
        "globalaveragepooling2d; global pooling; gap layer",
        "depthwise": "depthwise convolution; depthwise conv; depthwise; depthwise step; "
        "depthwise part; depthwise stage; depthwise layer; depth wise convolution",
        "pointwise": "pointwise convolution; pointwise conv; pointwise; pointwise step; "
        "pointwise part; pointwise stage; pointwise layer; point wise convolution",
        "separable": "depthwise separable convolution; separable convolution; separable conv; "
        "depthwise separable conv; depthwise separable; depthwise separable layer; "
        "separableconv2d; separable layer; separable; depth wise separable convolution; "
        "depthwise separable block; mobilenet block",
        "linear": "fully connected layer; fully connected; dense layer; linear layer; dense; "
        "fc; fc layer; linear; densely connected layer; nn.linear; dense head; "
        "fully connected head",
        "bn": "batch normalization; batch normalisation; batch norm; batchnorm; bn; bn layer; "
        "batchnorm2d; batch norm layer; batch normalization layer; batch normalisation layer",
        "flatten": "flatten; flattened; flattening; flatten layer",
        "pixel_shuffle": "pixel shuffle; pixelshuffle; sub pixel convolution; "
        "pixel shuffle layer; depth to space; sub pixel layer; pixel shuffling; "
        "subpixel convolution; nn.pixelshuffle",
        "upsample": "upsampling; upsample; upsampled; interpolation; bilinear upsampling; "
        "nearest neighbour upsampling; nearest neighbor upsampling; bilinear interpolation; "
        "nearest neighbour interpolation; nearest neighbor interpolation; upsampling layer; "
        "bicubic interpolation",
        "unpool": "unpooling; max unpooling; maxunpool; unpooling layer; maxunpool2d",
        "local": "locally connected layer; locally connected; local layer",
        "pad": "after padding; once padded; padding alone; size after padding; padded size; "
        "after zero padding; padded map; size of the padded map; padded image",
    },
    "target": {
        "size": "output size; output volume size; size of the output volume; what is o; "
        "output shape; output dimension; size of the output; output width; "
        "output resolution; output feature map size; size of the output feature map; "
        "shape of the output; output height and width; spatial size; output spatial size; "
        "dimension of the output; output map size; output image size; resulting size; "
        "size of the resulting feature map; size of the feature map; resulting feature map; "
        "spatial dimension; resolution of the output; output length; size of the result; "
        "size after pooling; size of the feature map after pooling; output height",
        "vague": "how big; how large; how wide; what size; which size; size comes out",
        "params": "parameter; number of parameters; param; parameter count; "
        "learnable parameter; number of learnable parameters; "
        "number of trainable parameters; trainable parameter; weight; number of weights; "
        "weight count; how many weights; learned weight",
        "macs": "mac; multiply accumulate; multiply accumulate operation; multiply add; "
        "mult add; madd; number of macs; number of multiplications; multiplication; "
        "computational cost; compute cost; number of multiply accumulates; cost in macs; "
        "multiply add operation; amount of computation; computation; "
        "number of multiply adds; mac operation; number of mac operations; "
        "computational load",
        "flops": "flop; floating point operation; number of flops; "
        "number of floating point operations",
        "rf": "receptive field; receptive field size; size of the receptive field; "
        "field of view; receptive field width",
        "effective_kernel": "effective kernel size; effective kernel; effective size; "
        "effective filter size; effective kernel width; effective size of the kernel; "
        "effective extent; pixels does the kernel cover; effective receptive field size",
        "ratio": "ratio; cost ratio; saving; reduction; times fewer; times cheaper; times less; "
        "reduction ratio; reduction factor; how many times; fraction of the cost; "
        "saving factor; what fraction; compared with; compared to",
        "values": "values per channel; how many values per channel; "
        "how many values; number of values; values share; "
        "values per statistic; values share a mean",
        "memory": "memory; memory size; how much memory; memory footprint",
    },
    "flag": {
        "padding=0": "no padding; without padding; without any padding; zero amount of padding; "
        "unpadded; not padded; no zero padding; nothing padded; padding none; "
        "padding is not used; padding is none; no padding is used; without zero padding",
        "bias=no": "no bias; without bias; bias free; ignoring bias; ignoring the bias; "
        "ignore bias; ignore the bias; ignoring biases; excluding bias; bias excluded; "
        "bias not counted; not counting bias; without biases; bias not included; "
        "bias false; bias is ignored; no biases; biases excluded; biases not counted; "
        "bias=false; without the bias; biases ignored; leave out the bias; bias aside; "
        "without counting the bias; ignore biases; excluding biases; without a bias",
        "bias=yes": "with bias; including the bias parameter; including bias parameter; "
        "including bias; bias included; with biases; including biases; with a bias; "
        "plus bias; biases included; including the bias; bias true; bias=true; "
        "counting the bias; bias counted; plus biases; counting biases; bias too; "
        "including the biases; one bias per filter; a bias per filter; and a bias; and bias",
        "dims=1": "1d; one dimensional; 1 dimensional; time series; audio",
        "dims=2": "2d; two dimensional; 2 dimensional",
        "dims=3": "3d; three dimensional; 3 dimensional; voxel; video clip",
        "in=3": "rgb; rgb image; colour image; color image; rgb picture; rgb input; colour; "
        "color",
        "in=1": "grayscale; greyscale; gray scale; grayscale image; greyscale image; "
        "black and white; monochrome; single channel image; single channel; gray image; "
        "grey image; grayscale picture; greyscale picture",
        "ceil": "ceil mode; rounding up; rounded up; ceil; round up; ceiling mode; "
        "ceil_mode=true; ceil_mode",
        "framework": "pytorch; torch; keras; tensorflow; in pytorch; in keras; in tensorflow; "
        "pytorch's; keras's",
        "want=same": "same size as the input; keep the size; keeps the size; preserve the size; "
        "preserves the size; the size unchanged; output as large as the input; "
        "keep the output size; same output size; the same size; size the same; "
        "leaves the size unchanged; leave the size unchanged; keeps the output size; "
        "same size",
        "total": "total; in total; altogether",
        "each_layer": "each; every; all",
    },
    "unknown": {
        "": "per filter; per kernel; per channel; per output channel; per input channel; "
        "per layer; per neuron; per unit; per pixel; per output pixel; per output; "
        "per image; per group",
    },
    "word": {
        "same": "same; half",
        "valid": "valid",
        "full": "full",
        "causal": "causal",
    },
    "glue": {
        "of": "of; of size; with size; with a size of; with size of; of width; size; sized; "
        "sizes; of shape; shape; in size; number; of length; length; wide; set of; "
        "per side; dimension",
        "is": "is; are; equals; equal to; =; :; is set to; set to; being; was; be; is equal to; "
        "becomes; is just; are both",
        ")": "); ]",
        "(": "(; [; {; }; '; \"; “; ”; ‘; 「; 」; <; >; *; _; `; |",
    },
    "barrier": {
        "comma": ",; ;; .; ?; !; with; and; plus; using; /; followed by; by; for; when; if; "
        "through; while; but; then; at; whose; which has; that has; having; has; have; "
        "uses; use; used; where; after; -; –; —; …; &; +",
        "on": "on; applied to; over; onto; applied on; run on; run over",
        "to": "to; into; ->; →; ⇒; =>",
    },
    "noise": {
        "": "a; an; the; hidden; choose; select; best; option; most appropriate; the most; "
        "from the following; of the following; correct; what; what's; whats; find; compute; "
        "calculate; determine; give; get; me; please; how many; how; which; we; i; you; my; "
        "your; this; that; it; its; there; do; does; apply; applied; applying; pass; "
        "passed; passes; run; runs; slide; slides; slid; would; should; can; could; "
        "come out; comes out; result; resulting; produced; produce; produces; following; "
        "suppose; given; consider; let; assume; assuming; question; answer; q; tell; in; "
        "pixel; px; needed; need; needs; required; require; requires; from; will; "
        "when; case; problem; exercise; exam; here; now; calculate the; get from; as; "
        "on each side; on every side; on all sides; on both sides; each side; both sides; "
        "all sides; in both directions; in each direction; both; new; work out; state; "
        "show; say; one; network; cnn; model; neural network; convolutional neural network; "
        "show me; take; takes; taken; feed; fed; goes; go; go through; obtain; obtained; "
        "out of; contain; contains; cost; costs; learn; learns; learnt; learned; if we; "
        "tell me; expect; square; have; block; all around; around; "
        "around it; around the border; along each axis; along both axes; "
        "exactly; each way; together; see; sees; seen; look; looks; "
        "cover; covers; covered; does it; by it; i have; i use; if i; zeros of; "
        "in mobilenet; mobilenet; vgg; resnet; one after another; one after the other; "
        "stacked; stack of; stack; on top of each other; in a row; successive; consecutive; "
        "respectively; in turn; just; only; single; then the; compute the; number of; "
        "amount of; at once; its own; own; want; know; like to know; the number of; count; "
        "exact; rounding down; rounded down; floor; round down; make; makes; made; store; "
        "stored; produced by",
    },
}  # fmt: skip

NUMBERS: dict[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "sixteen": 16, "thirty two": 32,
    "sixty four": 64,
}  # fmt: skip

SPELLINGS: dict[str, str] = {
    "colour": "color", "neighbour": "neighbor", "’": "'", "normalisation": "normalization",
    "greyscale": "grayscale",
}  # fmt: skip

LETTERS: dict[str, str] = {
    "w": "width_letter", "h": "height_letter", "i": "input", "n": "input", "w_in": "input",
    "h_in": "input", "k": "kernel", "f": "kernel", "s": "stride", "p": "padding", "d": "dilation",
    "r": "dilation", "c": "in", "c_in": "in", "m": "out", "c_out": "out", "g": "groups",
    "kernel_size": "kernel", "in_channels": "in", "out_channels": "out", "filters": "out",
    "pool_size": "kernel", "strides": "stride", "dilation_rate": "dilation", "x": "input",
    "op": "output_padding",
}  # fmt: skip
"""Letters before an equals sign, in the ways in which books use them."""
