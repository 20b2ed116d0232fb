"""Lets torchvision be imported beside a CPU build of torch, which its compiled operators may not be built for.

The package index's torchvision is built for one with CUDA, of several gigabytes. Beside another its operators do not
load, and registering their shapes fails. Nothing here calls them: empty definitions are enough.
"""

from __future__ import annotations

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


sys.meta_path.insert(0, _BeforeTorchvision())
