"""English: networks by name, and questions that course notes ask about them."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "term.cnn_structure": "Structure of a CNN",
    "term.cnn_structure.text": (
        "An image passes convolution, activation, pooling several times: convolutions find "
        "features, ReLU follows each of them, pooling makes the maps smaller. Then come fully "
        "connected layers, which classify, and softmax turns their outputs into probabilities."
    ),
    "term.sliding_window": "Sliding a filter",
    "term.sliding_window.text": (
        "A filter moves over the image; in each place the products of weights and pixels are "
        "added: a sum of products. Stride 1 moves it by one pixel, stride 2 by two: each axis "
        "shrinks to about half, the output to a quarter, and with it the MACs. A larger stride "
        "never makes the output larger. Padding adds a margin: 1 2 3 / 4 5 6 / 7 8 9 padded by 1 "
        "has the rows 0 0 0 0 0, 0 1 2 3 0, 0 4 5 6 0, 0 7 8 9 0, 0 0 0 0 0. More padding never "
        "makes the output smaller, but with a stride it may stay the same. Stride and padding "
        "together decide the output size."
    ),
    "term.gap_or_pooling": "GAP and ordinary pooling",
    "term.gap_or_pooling.text": (
        "Ordinary pooling stands between the layers, in the middle of a network, where features go "
        "on being extracted. It makes the map smaller (downsampling: 2 × 2 with stride 2 leaves a "
        "quarter of the positions) and keeps the position of things on a coarser grid, so that a "
        "small shift matters less. Global average pooling stands before the output, at the end; "
        "only squeeze-and-excitation uses it inside, in every block. It leaves one number a "
        "channel, so that every position is lost; it takes the place of the fully connected "
        "layers, lowers overfitting and is easier to interpret. It is GAP, not max pooling, that "
        "makes a network easier to interpret."
    ),
    "term.gap_or_dense": "GAP and fully connected layers",
    "term.gap_or_dense.text": (
        "GAP_k is the sum of f_k over all positions divided by H·W: one value a channel. A large "
        "fully connected head brings a high risk of overfitting, GAP a low one, for it has no "
        "parameters. Fully connected layers are hard to interpret; with GAP each channel belongs "
        "to a class, and CAM shows where it was seen (localisation). The accuracy does not rise, "
        "it can be a little lower, and training is not faster. It does not suit detection and "
        "segmentation, which need positions. Network in Network (2013) brought GAP: its last "
        "convolution has one channel for each class, and there is no fully connected layer; ResNet "
        "keeps one behind its GAP. General classification uses either, classification that must be "
        "explained uses GAP."
    ),
    "term.dilation_use": "Dilated convolutions at work",
    "term.dilation_use.text": (
        "For each output the cost is that of the undilated kernel; but keeping the resolution "
        "makes the later layers dearer. Ordinary networks lose resolution by pooling, dilation "
        "keeps it: DeepLab does so for segmentation, WaveNet for sound. Three 3 × 3 layers with "
        "rates 1, 2, 4 see 15 pixels, five times what one layer sees, with 3 · 9 = 27 weights. A "
        "wide context does not help with small objects."
    ),
    "term.wavenet": "WaveNet",
    "term.wavenet.text": (
        "WaveNet (2016) makes sound sample by sample with causal dilated convolutions of kernel 2. "
        "The dilation doubles from layer to layer, 1, 2, 4 up to 512: such a block sees 1,024 "
        "samples."
    ),
    "term.alexnet": "AlexNet",
    "term.alexnet.text": (
        "AlexNet won the ImageNet contest of 2012 with 15.3 percent top-5 error: five convolutions "
        "and three fully connected layers, ReLU, dropout, data augmentation, trained on two GPUs."
    ),
    "term.vgg": "VGG",
    "term.vgg.text": (
        "VGG (2014) has 3 × 3 convolutions throughout, in 16 and 19 layers with weights: two of "
        "them see as much as one 5 × 5 with fewer weights. Its depth and width were chosen by "
        "hand."
    ),
    "term.resnet": "ResNet",
    "term.resnet.text": (
        "ResNet won in 2015 with up to 152 layers and 3.57 percent top-5 error. Its blocks are "
        "convolution, BN, ReLU, convolution, BN, addition, ReLU: a skip connection carries the "
        "input past them, against gradients that vanish; with it more than 1,000 layers can be "
        "trained. From ResNet-18 to ResNet-152, depth alone, it takes 6.2 times the MACs. "
        "DenseNet, ResNeXt and the Transformer took up the idea."
    ),
    "term.lenet": "LeNet",
    "term.lenet.text": (
        "LeNet-5 (1998) reads handwritten digits of 32 × 32: convolutions of 5 × 5 and pooling, "
        "twice, then fully connected layers. It is the pattern of later CNNs."
    ),
    "term.nin": "Network in Network",
    "term.nin.text": (
        "Network in Network (2013) put 1 × 1 convolutions behind each convolution and brought "
        "global average pooling: its last convolution has one channel for each class, and there is "
        "no fully connected layer."
    ),
    "term.espcn": "ESPCN",
    "term.espcn.text": (
        "ESPCN (2016) enlarges images: all convolutions work at the small size, the last one makes "
        "r² channels, and a pixel shuffle turns them into a map r times as high and wide. No "
        "overlap, so no checkerboard of its own."
    ),
    "term.efficientnet": "EfficientNet",
    "term.efficientnet.text": (
        "Scaling one dimension alone stops rising in accuracy (it saturates); EfficientNet (2019) "
        "scales depth (the number of layers), width (channels) and resolution (224 for B0, 380 for "
        "B4) together with one compound coefficient φ. FLOPs grow with the depth and with the "
        "square of width and resolution; α = 1.2, β = 1.1, γ = 1.15 were found by a grid search "
        "on B0, and one step of φ multiplies by 1.2 · 1.1² · 1.15² = 1.92. B0 was found by an "
        "architecture search; its MBConv blocks have squeeze-and-excitation. It is a convolutional "
        "network, no Transformer. B0: 5.3 M parameters, 0.39 G MACs, 77.1 percent; B7: 66 M, 84.3 "
        "percent; B0 suits phones, B7 servers. B4 (19 M parameters, 82.9 percent) is 6.9 points "
        "better than ResNet-50 (25.6 M, 76.0 percent) at about the same MACs: fewer parameters, "
        "higher accuracy. Against MobileNetV2, designed by hand (72.0 percent), B0 gains 5.1 "
        "points for 51 percent more parameters. EfficientNetV2 (2021) trains 5 to 11 times as fast."
    ),
    "term.other_scaling": "Scaling before EfficientNet",
    "term.other_scaling.text": (
        "ResNet grows in depth only. VGG has a depth and a width chosen by hand. MobileNet has a "
        "width multiplier and one for the resolution, but no compound coefficient. Inception puts "
        "kernels of several sizes in parallel, which is no scaling."
    ),
    "term.nas_process": "Neural architecture search, step by step",
    "term.nas_process.text": (
        "NAS designs the structure of a network automatically. One defines the search space (a "
        "cell may choose among 3 × 3, 5 × 5, depthwise separable, max pooling and skip), "
        "proposes candidates, trains and judges them in parallel on many GPUs, feeds the result "
        "back to the search and repeats until the budget is spent. Reinforcement learning, "
        "evolution by selection and mutation (AmoebaNet) and gradients are strategies; DARTS "
        "follows a gradient: 1.5 GPU-days in first, 4 in second order. A thousand GPUs shorten the "
        "time to a thousandth at best; the GPU-days stay the same. Design takes days or weeks "
        "instead of months to years, is as good as that of an expert or better, is reproducible, "
        "and for another task one changes the search space. EfficientNet-B0 was searched in a "
        "space of MBConv blocks by reinforcement learning, judged on ImageNet, then scaled to B1 "
        "to B7; MobileNetV3 by search and NetAdapt, with 20 percent less latency than V2; NASNet "
        "and AmoebaNet, too. In practice: AutoML services, open code (NASNet, DARTS), search "
        "spaces of one's own. Open problems: the cost, the choice of the search space, how general "
        "the result is, and why it works. Batch normalization, dropout, augmentation, transfer "
        "learning and gradient descent search no structure."
    ),
    "term.mobilenet": "MobileNet",
    "term.mobilenet.text": (
        "MobileNet v1 (2017) is built of depthwise separable convolutions: first each channel by "
        "itself, then 1 × 1 across channels. v2 (2018) has inverted residuals with linear "
        "bottlenecks, v3 (2019) was found by search (NAS). The saving comes from splitting the "
        "convolution in two, not from fewer channels; it is a convolution done in two steps, not a "
        "pooling, and takes the place of a convolution, not of a pooling: the global average "
        "pooling is still there, and more fully connected layers would only add operations. The "
        "cost is 1/M + 1/K² of the standard one, never as little as 1/9 for 3 × 3; the gain is "
        "small where channels are few (3 × 3, 8 outputs: 4.2 times) or the hardware is bound by "
        "its memory. The accuracy falls slightly, from 71.7 to 70.6 percent: 98.5 percent of it is "
        "kept. Made for phones and other edge devices, it runs under TensorFlow Lite, PyTorch "
        "Mobile, Core ML and ONNX Runtime."
    ),
    "term.batch_norm_in_practice": "Batch normalization in practice",
    "term.batch_norm_in_practice.text": (
        "γ is initialized to 1 and β to 0: a start at the plain normalization, which the two can "
        "even learn to undo (identity). Training is steadier and depends less on the initial "
        "weights. At inference the running mean and variance take the place of those of the batch. "
        "It has some effect of regularization: a dropout of 0.5 can fall to 0.1 or 0.2. With it "
        "BN-Inception reached 4.82 percent top-5 error, from 6.67. Under 8 samples a batch the "
        "statistics are unsteady: group normalization is better, and in an RNN layer normalization."
    ),
    "term.norm_choice": "Which normalization",
    "term.norm_choice.text": (
        "Batch normalization for CNNs with batches of some size; layer normalization, over all "
        "features of one sample, for RNN and Transformer; instance normalization, over one map of "
        "one sample, for style transfer; group normalization, over a group of channels of one "
        "sample, where the batch is small. Dropout normalizes nothing."
    ),
    "term.regularization": "Regularization",
    "term.regularization.text": (
        "Against overfitting: dropout switches units off at random; weight decay puts a penalty on "
        "the weights (L2); augmentation makes more training data. None of them normalizes "
        "anything, as batch normalization does, and none searches a structure."
    ),
}
