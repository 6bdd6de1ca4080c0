"""English names and explanations of the terms without a formula."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "term.cnn": "Convolutional neural network",
    "term.cnn.text": "A network for images: blocks of convolution, activation and pooling extract features, "
    "and fully connected layers or global average pooling turn them into classes. LeNet-5 (1998) is the classic; "
    "the Neocognitron (1980) came before it and AlexNet (2012) made it the standard.",
    "term.softmax": "Softmax",
    "term.softmax.text": "Turns the scores of the classes into probabilities that add up to 1: each e^score is divided "
    "by their sum. It stands at the very end and learns nothing.",
    "term.overfitting": "Overfitting",
    "term.overfitting.text": "Learning the training images by heart instead of what they have in common. Fewer "
    "parameters (convolution in place of dense layers, GAP), dropout, weight decay and more data work against it.",
    "term.weight_decay": "Weight decay (L2 regularization)",
    "term.weight_decay.text": "A penalty on the squares of the weights keeps them small and works against overfitting. "
    "It changes neither sizes nor numbers of parameters, and it is not a normalization.",
    "term.data_augmentation": "Data augmentation",
    "term.data_augmentation.text": "Shifted, mirrored, cropped or recoloured copies of the training images, so that the "
    "network sees more variety. It works against overfitting and changes nothing in the network.",
    "term.transfer_learning": "Transfer learning",
    "term.transfer_learning.text": "A network trained on one task is used for another: the last layer is replaced and, if "
    "there is enough data, the rest is trained on gently. A new head for n classes on C features has C·n weights "
    "and n biases. Whether batch normalization should keep its statistics is a matter of dispute.",
    "term.covariate_shift": "Internal covariate shift",
    "term.covariate_shift.text": "The inputs of a layer change their distribution whenever the layers before it learn. "
    "Batch normalization was proposed as the remedy; later work explains its success rather by a smoother loss.",
    "term.mini_batch": "Mini-batch",
    "term.mini_batch.text": "The few images that are processed together in one step of training. Batch normalization "
    "takes its statistics over them, N·H·W values a channel, and suffers if there are fewer than about 8; sizes and "
    "parameters do not depend on the batch.",
    "term.vanishing_gradient": "Vanishing and exploding gradients",
    "term.vanishing_gradient.text": "In a deep network the gradient is a product of many factors and may shrink to nothing "
    "or grow beyond bounds on its way back. Normalization, good initialization and residual connections help. The "
    "degradation that ResNet cures is a different thing: deeper plain networks had a larger training error too.",
    "term.feature_hierarchy": "Hierarchy of features",
    "term.feature_hierarchy.text": "Early layers see small patches and find edges and textures, later ones see large parts "
    "of the image and find objects. The receptive field grows with every layer, while the order in space is kept.",
    "term.light_network": "Lightweight networks",
    "term.light_network.text": "Networks for phones and small devices, where computing power, memory and battery are "
    "scarce. Well known are MobileNet (2017, depthwise separable convolution), ShuffleNet (2017/18, grouped convolution and "
    "channel shuffle), EfficientNet (2019, compound scaling).",
    "term.pruning": "Pruning",
    "term.pruning.text": "Weights that matter little are set to zero or whole channels are removed, and the rest is trained "
    "again. Only removed channels save time everywhere; scattered zeros need special hardware or libraries.",
    "term.quantization": "Quantization",
    "term.quantization.text": "Weights and activations are stored with fewer bits. From 32-bit floats to 8-bit integers the "
    "weights take a quarter of the memory, besides a few scales; the number of operations stays the same.",
    "term.fused_mbconv": "Fused-MBConv",
    "term.fused_mbconv.text": "An inverted residual block whose 1x1 expansion and depthwise convolution are replaced by one "
    "ordinary 3x3 convolution: more multiplications, but faster on hardware in the early layers. EfficientNetV2 (2021) "
    "uses it, together with progressive learning, in which images grow during training.",
    "term.object_detection": "Object detection",
    "term.object_detection.text": "Finding objects and their boxes. Detectors work on feature maps of several resolutions; "
    "EfficientDet (2020) joins them in a bidirectional feature pyramid (BiFPN) and scales it by a compound coefficient.",
    "term.segmentation": "Semantic segmentation",
    "term.segmentation.text": "A class for every pixel, so that the resolution must come back: FCN and U-Net upsample "
    "by transposed convolution or interpolation, SegNet by unpooling, DeepLab keeps the resolution by dilated "
    "convolution. U-Net's skips fit only if the input can be halved as often as the network does.",
    "term.vision_transformer": "Vision transformer and attention",
    "term.vision_transformer.text": "Attention lets every position weigh all the others, so that the receptive field is the "
    "whole image from the first layer. ViT cuts the image into patches of 16 x 16 pixels, which is a convolution with "
    "kernel 16 and stride 16, and normalizes by layer.",
    "term.search_space": "Search space",
    "term.search_space.text": "Everything that an architecture search may choose: kinds of layers, depth, kernel sizes, "
    "channels, connections, activations. Choices multiply: 9 choices in each of 20 layers are 9^20, about 1.2·10^19 "
    "networks. Many searches look for one small cell that is then repeated.",
    "term.search_strategy": "Search strategy",
    "term.search_strategy.text": "How an architecture search chooses its next candidate. Common are a controller trained by reinforcement "
    "learning (Zoph & Le, 2017), evolution by mutation and selection (AmoebaNet), gradients through a mixture of all "
    "choices (DARTS), or Bayesian optimization.",
    "term.performance_estimation": "Performance estimation",
    "term.performance_estimation.text": "How an architecture search judges a candidate: full training is exact and costs most; "
    "stopping early, sharing weights between candidates (ENAS) and predicting the accuracy by a surrogate model "
    "are cheaper. Candidates can be judged in parallel, which saves time but not GPU-days.",
    "term.automl": "AutoML and hyperparameter search",
    "term.automl.text": "AutoML is the automation of all choices: architecture, hyperparameters, augmentation. Grid search "
    "tries all combinations of given values, random search draws them; both tune settings such as the learning rate, "
    "not the architecture. Cross-validation measures a model, it does not search.",
    "term.hardware_aware_nas": "Hardware-aware architecture search",
    "term.hardware_aware_nas.text": "The search also counts the time on the device it is meant for. MobileNetV3 combines it "
    "with NetAdapt; Once-for-All trains one network from which networks of many sizes are cut without training again.",
    "term.carafe": "CARAFE",
    "term.carafe.text": "Upsampling whose interpolation kernels are predicted from the content at each place. It restores "
    "detail better than fixed interpolation and costs more, since the kernels must be computed.",
    "term.icnr": "ICNR initialization",
    "term.icnr.text": "All r² filters that pixel shuffle weaves into one channel start with the same weights. "
    "The output then begins as a nearest-neighbour enlargement, without a checkerboard.",
    "term.pre_activation": "Order of convolution, normalization and activation",
    "term.pre_activation.text": "Usual is convolution, batch normalization, ReLU; the bias of the convolution is then "
    "superfluous. ResNet v2 turns it round: batch normalization, ReLU, convolution (pre-activation), which leaves the "
    "shortcut clean. A batch normalization in front of a padded convolution cannot be folded into it.",
    "term.localization": "Localization",
    "term.localization.text": "Telling where in the image the evidence for a class lies. CAM shows it for free where GAP "
    "and one dense layer end the network; medicine and quality control use it to check what a decision rests on.",
}
