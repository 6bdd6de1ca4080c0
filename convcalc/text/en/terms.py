"""English: the glossary of `convcalc explain`."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "term.convolution": "Convolution",
    "term.convolution.text": "A small set of weights, the kernel, slides over the input; at each position the "
    "products of weights and pixels are added up, over all input channels. Each kernel gives one output "
    "channel. Frameworks do not flip the kernel, so what they compute is a cross-correlation.",
    "term.cross_correlation": "Cross-correlation",
    "term.cross_correlation.text": "S(i, j) = sum of I(i + m, j + n)·K(m, n): the kernel is laid on the input as it "
    "stands. A convolution in the mathematical sense flips the kernel first. Deep learning computes "
    "cross-correlations and calls them convolutions; since the weights are learnt, it makes no difference "
    "there, but it does when a kernel is given.",
    "term.kernel": "Kernel (filter)",
    "term.kernel.text": "The block of weights that slides over the input, 3 × 3 for instance. It covers all input "
    "channels of its group, so one output channel of a 3 × 3 convolution on 64 channels has 3·3·64 = 576 weights. "
    "The number of kernels is the number of output channels.",
    "term.stride": "Stride",
    "term.stride.text": "How many pixels the kernel moves from one position to the next. Stride 2 roughly halves "
    "the output size, and in two dimensions leaves about a quarter of the MACs. The division is rounded down, "
    "so pixels at the end may stay unread.",
    "term.padding": "Padding",
    "term.padding.text": "A margin put around the input before the kernel slides, of zeros unless said otherwise. "
    "It controls the output size and lets border pixels be used as often as others. Padding p means p on each "
    "side, so it enters the formula as 2p; reflect, replicate and circular padding give the same sizes.",
    "term.valid_padding": "Valid padding",
    "term.valid_padding.text": "No padding: the kernel stays inside the input, and the output shrinks by k − 1 "
    "pixels at stride 1. The name says that every output value comes from real pixels only.",
    "term.same_padding": "Same padding",
    "term.same_padding.text": "As much padding as gives the output size ceil(i / s). Only at stride 1 is that the "
    "input size. The total, max((o − 1)s + k − i, 0), depends on the input size; an odd total has its extra "
    "pixel at the end (TensorFlow, Keras, ONNX SAME_UPPER) or at the beginning (SAME_LOWER). PyTorch has it for "
    "stride 1 only.",
    "term.full_padding": "Full padding",
    "term.full_padding.text": "Padding k − 1 on each side, so that every partial overlap of kernel and input gives "
    "an output: at stride 1 the output is k − 1 pixels larger than the input. A transposed convolution of "
    "stride 1 without padding has this size.",
    "term.causal_padding": "Causal padding",
    "term.causal_padding.text": "All padding, k_e − 1 with k_e the effective kernel, stands before a sequence and none "
    "after it, so that an output never sees a later input. WaveNet and other models of sequences need this; the "
    "output size is ceil(i / s).",
    "term.channel": "Channel",
    "term.channel.text": "One of the values that every pixel carries: a colour picture has 3, a layer's output has one "
    "for each of its kernels. A standard convolution mixes all input channels, a depthwise one none, a pooling "
    "keeps them apart.",
    "term.feature_map": "Feature map",
    "term.feature_map.text": "What a layer puts out: one picture for each output channel, showing where its pattern "
    "was found. A map of C channels and H × W pixels has C·H·W values.",
    "term.fully_connected": "Fully connected layer",
    "term.fully_connected.text": "Every output is a weighted sum of all inputs, so n inputs and m outputs take n·m "
    "weights and m biases. On pictures that is a lot: from 7 × 7 × 512 to 4,096 are 102,760,448 weights (VGG-16). "
    "It also fixes the size of the input.",
    "term.pooling": "Pooling",
    "term.pooling.text": "A window slides over each channel and puts out one value: its maximum (max pooling) or its "
    "mean (average pooling). It makes maps smaller and small shifts matter less, and has nothing to learn: 0 "
    "parameters. The size follows the formula of the convolution; with ceil mode it is rounded up.",
    "term.ceil_mode": "Ceil mode",
    "term.ceil_mode.text": "Pooling may round its size up instead of down, so that no pixel at the end is left out. A "
    "window must still start inside the input or the padding before it: otherwise it is dropped again. Caffe "
    "rounds up by default; PyTorch and Keras round down.",
    "term.adaptive_pooling": "Adaptive pooling",
    "term.adaptive_pooling.text": "The output size is given and the windows follow: output j covers the inputs from "
    "floor(j·i/o) to ceil((j + 1)·i/o) − 1. If o divides i they lie side by side; "
    "otherwise they overlap.",
    "term.gap": "Global average pooling (GAP)",
    "term.gap.text": "Each channel becomes one number, the mean of its whole map, so that C × H × W becomes C. Put "
    "before the output layer it replaces large fully connected layers: a 7 × 7 × 512 map to 1,000 classes then takes "
    "512,000 weights instead of 25,088,000. It has no parameters, accepts any input size and makes CAM possible. "
    "It is not a local pooling.",
    "term.cam": "Class activation map (CAM)",
    "term.cam.text": "The last feature maps, added up with the weights that lead from their means to a class: where the "
    "sum is large, the picture spoke for that class. It needs a network that ends in global average pooling and one "
    "linear layer; Grad-CAM takes gradients in place of weights and works for others. The mean of the map is the "
    "class score without bias.",
    "term.receptive_field": "Receptive field",
    "term.receptive_field.text": "The part of the input that one output value can see. A layer widens it by "
    "(k − 1)·j, with k its (effective) kernel and j the product of all strides before it: three 3 × 3 layers of "
    "stride 1 see 3, 5, 7 pixels. Padding does not change it, and neither does a layer's own stride.",
    "term.effective_receptive_field": "Effective receptive field",
    "term.effective_receptive_field.text": "Pixels in the middle of the receptive field reach the output on many "
    "more paths than those at its edge, so their weight falls off like a bell curve. With n equal layers the "
    "effective part grows only like the square root of n, while the receptive field grows like n (Luo et al., "
    "2016). Not to be confused with the effective kernel.",
    "term.effective_kernel": "Effective kernel",
    "term.effective_kernel.text": "The span of a dilated kernel, holes included: k_e = d(k − 1) + 1. A 3 × 3 kernel "
    "with dilation 2 covers 5 × 5 pixels with 9 weights. In every size formula it stands where the kernel "
    "would.",
    "term.dilation": "Dilation (atrous convolution)",
    "term.dilation.text": "The kernel is spread out: its weights lie d pixels apart, with d − 1 unread pixels between "
    "them. The receptive field grows, while parameters and MACs per output stay the same and no resolution is "
    "lost. It does not make training faster.",
    "term.gridding": "Gridding artifact",
    "term.gridding.text": "Dilated layers whose rates do not fit leave pixels that no path reaches: the output sees the "
    "input through a grid. Three 3 × 3 layers with dilation 2 each see 13 pixels wide but read only 7 of them. "
    "Rates 1, 2, 4 leave no gap.",
    "term.hdc": "Hybrid dilated convolution (HDC)",
    "term.hdc.text": "A choice of dilations, such as 1, 2, 5, that covers the receptive field without gridding (Wang et "
    "al., 2018). With sorted rates and kernel k at stride 1 there is no gap exactly if the first is 1 and each "
    "next one is at most (k − 1) times the sum of those before it, plus 1.",
    "term.transposed_convolution": "Transposed convolution",
    "term.transposed_convolution.text": "A convolution run backwards in its shapes: each input value spreads a copy of "
    "the kernel over the output, and overlaps are added. The same as putting s − 1 zeros between the inputs and "
    "convolving. It enlarges maps and is learnt, but does not undo a convolution, so that the name "
    "deconvolution is misleading.",
    "term.output_padding": "Output padding",
    "term.output_padding.text": "A convolution of stride s sends s input sizes to the same output size. Output padding "
    "says which of them its transpose should give back: it adds rows and columns at the end, and must be smaller "
    "than the stride or the dilation. It pads nothing with zeros.",
    "term.checkerboard": "Checkerboard artifact",
    "term.checkerboard.text": "A pattern of squares in pictures made by transposed convolutions. It comes from uneven "
    "overlap, whenever the stride does not divide the kernel: with kernel 3 and stride 2 some pixels receive "
    "1 contribution and others 4. Kernel 4 with stride 2, or interpolation followed by a convolution, is even.",
    "term.upsampling": "Upsampling",
    "term.upsampling.text": "Making a map larger: by a transposed convolution, by interpolation and a convolution, by "
    "pixel shuffle, or by unpooling. Decoders of segmentation networks and generators need it.",
    "term.downsampling": "Downsampling",
    "term.downsampling.text": "Making a map smaller: by pooling, or by a convolution with a stride. Later layers then "
    "cost less and see more of the picture. Strided convolution learns, and pays k²·C_in·C_out weights for it; "
    "pooling has none.",
    "term.interpolation": "Interpolation",
    "term.interpolation.text": "Resizing a map by reading between its pixels: nearest takes 1 input pixel, bilinear 2 × 2, "
    "bicubic 4 × 4. Nothing is learnt, and followed by a convolution it gives hardly any checkerboard. A "
    "convolution after enlarging by f costs f² times the MACs it would have cost before.",
    "term.pixel_shuffle": "Pixel shuffle (sub-pixel convolution)",
    "term.pixel_shuffle.text": "Rearranges C·r² channels of H × W into C channels of rH × rW: every group of r² channels "
    "becomes an r × r square. The convolution before it works at low resolution, as in ESPCN. It is free of "
    "checkerboards only with a fitting initialisation (ICNR).",
    "term.unpooling": "Max unpooling",
    "term.unpooling.text": "Puts each value back where max pooling found it and fills the rest with zeros, as in SegNet. "
    "The pooling has to keep the indices. It is no full inverse: whatever was not a maximum is lost, and where the "
    "pooling rounded down the output size must be given.",
    "term.depthwise": "Depthwise convolution",
    "term.depthwise.text": "Every channel has its own kernel and is filtered on its own: k²·C weights instead of k²·C·M. "
    "It is a grouped convolution with as many groups as channels. Channels are not mixed, which is what the "
    "pointwise convolution after it is for.",
    "term.pointwise": "Pointwise convolution (1 × 1)",
    "term.pointwise.text": "A convolution with a 1 × 1 kernel: at every pixel a weighted sum of its channels, C_in·C_out "
    "weights. It mixes channels and changes their number, but does not look at neighbours.",
    "term.depthwise_separable": "Depthwise separable convolution",
    "term.depthwise_separable.text": "A convolution in two steps: depthwise, in space, then pointwise, across channels. "
    "Its MACs, and its weights, are 1/M + 1/K² of the standard ones, with M output channels: for K = 3 that is 8 times "
    "fewer from M = 72 on, and never 9 times. It is the block of MobileNet and Xception, and not a dilated "
    "convolution.",
    "term.grouped": "Grouped convolution",
    "term.grouped.text": "Input and output channels are split into g groups, and each group is convolved by itself: "
    "weights and MACs are 1/g, biases unchanged. g must divide both numbers of channels. AlexNet used it to fit two "
    "GPUs, ResNeXt to gain accuracy.",
    "term.channel_shuffle": "Channel shuffle",
    "term.channel_shuffle.text": "Interleaves the channels of g groups, so that the next grouped convolution sees "
    "channels of every group. It costs no arithmetic and has no parameters. ShuffleNet is built on it.",
    "term.spatially_separable": "Spatially separable convolution",
    "term.spatially_separable.text": "A k × k convolution replaced by k × 1 and 1 × k. With equal channels it takes 2/k of "
    "the weights: 2/3 for k = 3, 2/7 for k = 7. It is exact only for kernels that are products of a column and a "
    "row; Inception v3 learns the two parts.",
    "term.residual": "Residual connection",
    "term.residual.text": "The input of a block is added to its output, y = F(x) + x, so that the block learns only the "
    "difference. Gradients pass unhindered, which made networks of a hundred layers and more trainable (ResNet). "
    "Shapes must agree; where they do not, a 1 × 1 convolution stands on the shortcut.",
    "term.bottleneck": "Bottleneck",
    "term.bottleneck.text": "1 × 1 down to few channels, 3 × 3 there, 1 × 1 up again. From 256 channels through 64 that is "
    "69,632 weights, against 589,824 of one 3 × 3 convolution on 256. ResNet-50 and deeper are made of it.",
    "term.inverted_residual": "Inverted residual",
    "term.inverted_residual.text": "A bottleneck turned round: narrow, wide, narrow. A 1 × 1 convolution widens the channels "
    "t times, a depthwise convolution works there, another 1 × 1 narrows them, and the shortcut joins the narrow "
    "ends (MobileNetV2).",
    "term.linear_bottleneck": "Linear bottleneck",
    "term.linear_bottleneck.text": "The last, narrowing 1 × 1 convolution of an inverted residual has no activation after "
    "it. With few channels a ReLU would throw away information that cannot be won back.",
    "term.width_multiplier": "Width multiplier",
    "term.width_multiplier.text": "A factor α on the channels of every layer. Pointwise convolutions, weights and MACs alike, "
    "shrink by α², depthwise ones by α. The resolution multiplier ρ of MobileNet scales the MACs by ρ² and leaves "
    "the weights alone.",
    "term.compound_scaling": "Compound scaling",
    "term.compound_scaling.text": "EfficientNet scales depth, width and resolution together: 1.2^φ, 1.1^φ and 1.15^φ, chosen so "
    "that 1.2·1.1²·1.15² ≈ 1.92 and one step roughly doubles the MACs. The base B0 was found by "
    "architecture search. The published B1 to B7 use rounded factors of their own and do not follow these powers exactly.",
    "term.nas": "Neural architecture search (NAS)",
    "term.nas.text": "The structure of a network is found by search instead of by hand: a search space, a strategy "
    "(reinforcement learning, evolution, gradients) and a way to judge candidates. The first one took 800 GPUs for 28 "
    "days; NASNet 500 GPUs for 4 days; DARTS, by gradients, 1.5 to 4 GPU days.",
    "term.squeeze_excitation": "Squeeze-and-excitation (SE)",
    "term.squeeze_excitation.text": "Global average pooling squeezes each channel to one number, two small fully connected "
    "layers turn them into weights between 0 and 1, and the channels are multiplied by these. With reduction r it "
    "takes 2C²/r weights and C/r + C biases.",
    "term.batch_norm": "Batch normalisation",
    "term.batch_norm.text": "Each channel is brought to mean 0 and variance 1 over the mini-batch and all pixels, then scaled "
    "by γ and shifted by β, which are learnt: 2C parameters. Running means and variances, 2C buffers, take their "
    "place at inference. It allows larger learning rates; with very small batches it becomes unreliable.",
    "term.layer_norm": "Layer normalisation",
    "term.layer_norm.text": "Normalises each sample over all its features, independently of the batch, hence the same in "
    "training and inference. Usual in Transformers and recurrent networks. It learns a scale and a shift for each "
    "normalised element.",
    "term.instance_norm": "Instance normalisation",
    "term.instance_norm.text": "Normalises each channel of each sample over its pixels only: N·C means for a batch of N. Used "
    "for style transfer. By default it learns nothing in PyTorch; with affine it learns 2C parameters.",
    "term.group_norm": "Group normalisation",
    "term.group_norm.text": "Normalises each sample over groups of channels and all pixels. One group is layer normalisation, "
    "as many groups as channels is instance normalisation. It does not depend on the batch, so it suits small "
    "batches; 2C parameters.",
    "term.folding": "Folding (batch normalisation into a convolution)",
    "term.folding.text": "At inference batch normalisation is a fixed scale and shift, so it can be worked into the weights "
    "and bias of the convolution before it: w' = wγ/√(var + ε), b' = β + (b − mean)γ/√(var + ε). That removes 4C stored "
    "numbers and the layer, and makes a bias of the convolution itself redundant during training.",
    "term.dropout": "Dropout",
    "term.dropout.text": "Sets random activations to zero during training, each with probability p, and scales the others by "
    "1/(1 − p). Nothing happens at inference, and nothing is learnt. It is a remedy against overfitting.",
    "term.activation": "Activation function",
    "term.activation.text": "A non-linear function applied to every value, such as ReLU = max(0, x). Without one, stacked "
    "convolutions would be no more than a single linear map. Sizes stay the same; only PReLU learns something.",
    "term.mac": "MAC (multiply-accumulate)",
    "term.mac.text": "One multiplication and the addition of its product to a sum: the unit in which a convolution is "
    "counted. A convolution has k²·C_in·C_out MACs at each output position. 1 MAC = 2 FLOPs, and papers that write "
    "FLOPs often mean MACs.",
    "term.flop": "FLOPs (operations)",
    "term.flop.text": "Floating-point operations, a count: 2 for each MAC. Not to be confused with FLOPS, operations per "
    "second, which is a rate of hardware. MobileNet's 0.57 G are MACs, hence 1.14 GFLOPs.",
    "term.flops_rate": "FLOPS (a rate)",
    "term.flops_rate.text": "Floating-point operations per second: what hardware can do, not what a network costs. A cost "
    "is a count, written FLOPs with a small s.",
    "term.params": "Parameters",
    "term.params.text": "The numbers that training changes: weights, biases, γ and β. A convolution has "
    "k²·(C_in/g)·C_out weights and C_out biases, whatever the size of the picture. Running statistics are not "
    "learnt and count as buffers.",
    "term.buffers": "Buffers",
    "term.buffers.text": "Numbers that are stored with a network but not learnt, such as the running mean and variance of "
    "batch normalisation: 2C of them. Keras counts them as non-trainable parameters, which is why its totals are "
    "higher.",
    "term.jump": "Jump (effective stride)",
    "term.jump.text": "Distance, in input pixels, between what neighbouring outputs see: the product of all strides so far. "
    "A layer's kernel widens the receptive field by (k − 1) jumps. Upsampling divides the jump.",
    "term.weight_sharing": "Weight sharing",
    "term.weight_sharing.text": "The same kernel is used at every position, so that its weights do not depend on the size "
    "of the picture: 9 for a 3 × 3 kernel on one channel. It is also why a convolution finds a pattern wherever "
    "it stands.",
    "term.local_connectivity": "Local connectivity",
    "term.local_connectivity.text": "Each output is connected to a small neighbourhood only, not to all pixels. A locally "
    "connected layer has this without weight sharing: its own kernel at every position, hence o_h·o_w times the "
    "weights of a convolution.",
    "term.equivariance": "Translation equivariance",
    "term.equivariance.text": "If the input shifts, the feature map shifts along: that is what convolution does. With a "
    "total stride S it holds only for shifts that are multiples of S, and borders disturb it. Often called invariance, "
    "wrongly.",
    "term.invariance": "Translation invariance",
    "term.invariance.text": "If the input shifts, the result stays the same. Convolution alone does not give this; pooling "
    "gives a little for small shifts, and global pooling at the end makes a classifier largely invariant.",
    "term.im2col": "im2col",
    "term.im2col.text": "Every window of the input is written out as a column, so that a convolution becomes one large "
    "matrix product. The matrix has C_in·k² rows and a column for each output position: for 3 × 3 and stride 1, nine "
    "times the memory of the input. PyTorch calls it unfold.",
    "term.arithmetic_intensity": "Arithmetic intensity",
    "term.arithmetic_intensity.text": "Operations per byte that must be moved: 2·MACs over the bytes of input, output and "
    "weights. In fp32 a 3 × 3 convolution of 56 × 56 from 64 to 128 channels has about 171, its depthwise counterpart 2.2: "
    "that is why depthwise convolution is slower than its MACs promise.",
    "term.inception": "Inception module",
    "term.inception.text": "Convolutions of 1 × 1, 3 × 3 and 5 × 5 and a pooling side by side, joined along the channels. 1 × 1 "
    "convolutions before the large kernels keep the cost down. GoogLeNet is built of it and has 7.0 million "
    "parameters, 8.7 times fewer than AlexNet.",
    "term.aspp": "Atrous spatial pyramid pooling (ASPP)",
    "term.aspp.text": "Parallel 3 × 3 convolutions with dilations 6, 12 and 18, a 1 × 1 convolution and a global pooling, "
    "joined: several receptive fields at once, with effective kernels 13, 25 and 37. DeepLab uses it for "
    "segmentation.",
    "term.lrn": "Local response normalisation (LRN)",
    "term.lrn.text": "Each value is divided by a power of the sum of squares of neighbouring channels at the same pixel. "
    "AlexNet used it; batch normalisation has replaced it. It has no parameters.",
    # what explain says about itself
    "explain.formula": "{formula}  ({source})",
    "explain.label.see": "See also",
    "explain.label.try": "Try",
    "explain.label.cure": "Instead",
    "explain.label.sentence": "The message",
    "explain.error": "Error {name}",
    "explain.sentence": "“{sentence}”, with the values of the case in the places of the words in capitals.",
    "explain.unknown": "there is no explanation of “{word}”",
    "explain.all": "convcalc explain lists all terms",
    "explain.terms": "Glossary",
    "explain.column.term": "Term",
    # other lists
    "layers.family.conv": "Convolution",
    "layers.family.resample": "Upsampling, im2col",
    "layers.family.dense": "No shared weights",
    "layers.family.pooling": "Pooling",
    "layers.family.rearrange": "Rearranging",
    "layers.family.normalise": "Normalization",
    "layers.family.activation": "Activation",
    "layers.family.combine": "Joining paths",
    "layers.family.opaque": "Anything else",
    "layers.family.attention": "Sequences",
    "layers.title": "Layer types",
    "layers.column.parameter": "Parameter",
    "layers.column.default": "Default",
    "layers.column.meaning": "Meaning",
    "layers.required": "required",
    "layers.aliases": "Also called",
    "layers.dims": "Spatial axes",
    "layers.inputs": "Inputs",
    "layers.several": "{least} or more",
    "formulas.group.size": "Sizes and padding",
    "formulas.group.channels": "Channels",
    "formulas.group.params": "Parameters and buffers",
    "formulas.group.macs": "Operations",
    "formulas.group.ratio": "Ratios",
    "formulas.group.memory": "Memory",
    "formulas.group.statistics": "Normalization",
    "formulas.group.coordinate": "Upsampling",
    "formulas.title": "Formulas",
    "formulas.column.what": "What it gives",
    "formulas.formula": "Formula",
    "formulas.source": "Source",
    "formulas.condition": "Holds where",
    "formulas.letters": "Letters",
    "formulas.lessons": "In simpler cases, and as others write it",
    "formulas.letter_means": "{letter} {meaning}",
    "formulas.unknown": "there is no formula “{name}”",
    "formulas.all": "convcalc formulas lists all formulas",
}
