"""Reads DXF files with ezdxf and prints a line of JSON for each: its faults, layers, closed polylines and texts."""

import json
import sys

import ezdxf

for path in sys.argv[1:]:
    document = ezdxf.readfile(path)
    audit = document.audit()
    space = document.modelspace()
    print(
        json.dumps(
            {
                "faults": [str(fault.message) for fault in [*audit.errors, *audit.fixes]],
                "units": document.units,
                "layers": sorted({entity.dxf.layer for entity in space}),
                "undeclared": sorted({entity.dxf.layer for entity in space} - {layer.dxf.name for layer in document.layers}),
                "texts": [entity.dxf.text for entity in space.query("TEXT")],
                "entities": len(space),
            },
            ensure_ascii=False,
        )
    )
