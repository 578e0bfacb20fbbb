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
                "heights": sorted({entity.dxf.height for entity in space.query("TEXT")}),
                "dimensions": [
                    [dimension.get_measurement(), [part.dxf.text for part in dimension.get_geometry_block().query("TEXT")]]
                    for dimension in space.query("DIMENSION")
                ],
                "hatched": sum(
                    abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(path.vertices, path.vertices[1:] + path.vertices[:1]))) / 2
                    for hatch in space.query("HATCH")
                    for path in hatch.paths
                ),
                "weights": {layer.dxf.name: layer.dxf.lineweight for layer in document.layers},
            },
            ensure_ascii=False,
        )
    )
