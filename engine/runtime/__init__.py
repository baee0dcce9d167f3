"""Network runtimes: ONNX Runtime on the CPU, torch on CUDA and MPS."""
