import soundfile, numpy as np, soxr
def decode_all(path):
    w,r=soundfile.read(path,dtype='float32',always_2d=True)
    w=w.mean(1)
    return soxr.resample(w,r,16000) if r!=16000 else w
