"""Lets torchvision be imported beside a CPU build of torch, which its compiled operators may not be built for.

The package index's torchvision is built for one with CUDA, of several gigabytes. Beside another its operators do not
load, and registering their shapes fails. Nothing here calls them: empty definitions are enough. What it decodes pictures
with is compiled as well; there Pillow takes its place.
"""

from __future__ import annotations

import io
import sys
from importlib.abc import MetaPathFinder
from importlib.util import find_spec
from pathlib import Path
from typing import Any


class _BeforeTorchvision(MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        if name == "torchvision":
            sys.meta_path.remove(self)
            if (found := find_spec(name)) is not None and found.origin is not None:
                _define(Path(found.origin).with_name("_C.so"))


def _define(operators: Path) -> None:
    import torch

    try:
        torch.ops.load_library(str(operators))
    except OSError:
        library = torch.library.Library("torchvision", "DEF")
        for name in ("nms", "qnms"):
            library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        sys.modules[__name__].kept = library
        sys.meta_path.insert(0, _BeforeReading())


class _BeforeReading(MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != "torchvision.io.image":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        run = spec.loader.exec_module

        def exec_module(module: Any) -> None:
            run(module)
            module.decode_image = _decoded

        spec.loader.exec_module = exec_module
        return spec


def _decoded(data: Any, mode: Any = None, **_: Any) -> Any:
    """The picture as (3, height, width), 8 bits each."""
    import numpy
    import torch
    from PIL import Image

    with Image.open(io.BytesIO(data.numpy().tobytes())) as image:
        return torch.from_numpy(numpy.array(image.convert("RGB"))).permute(2, 0, 1)


sys.meta_path.insert(0, _BeforeTorchvision())
