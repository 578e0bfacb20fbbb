#!/usr/bin/env python3
"""Writes packages/building/ifc/schema.ts: TypeScript types and attribute order of the IFC entities we write.

Needs ifcopenshell, at development time only:
    python3 scripts/express-types.py > packages/building/ifc/schema.ts
To use a further entity, add its name to ENTITIES and run this again.
"""

import ifcopenshell.ifcopenshell_wrapper as wrapper

SCHEMA = "IFC4X3_ADD2"

ENTITIES = """
IfcArbitraryClosedProfileDef IfcArbitraryProfileDefWithVoids IfcAxis2Placement2D IfcAxis2Placement3D IfcBuilding
IfcBuildingStorey IfcCartesianPoint IfcCircleProfileDef IfcClassification IfcClassificationReference IfcClosedShell IfcColourRgb IfcColumn IfcColumnType
IfcDerivedUnit IfcDerivedUnitElement IfcDirection IfcDistributionSystem IfcDoor IfcDoorType IfcElectricAppliance
IfcElectricApplianceType IfcElementQuantity IfcExtrudedAreaSolid IfcFace IfcFaceOuterBound IfcFacetedBrep IfcFooting IfcFurniture
IfcFurnitureType IfcGeographicElement IfcGeometricRepresentationContext IfcGeometricRepresentationSubContext
IfcLocalPlacement IfcMapConversion IfcMappedItem IfcCartesianTransformationOperator3D IfcMaterial
IfcMaterialLayer IfcMaterialLayerSet IfcMaterialLayerSetUsage IfcOpeningElement IfcPolyline IfcPolyLoop
IfcProductDefinitionShape IfcProject IfcProjectedCRS IfcPropertySet IfcPropertySingleValue IfcQuantityArea
IfcQuantityLength IfcQuantityVolume IfcRailing IfcRectangleProfileDef IfcRelAggregates
IfcRelAssignsToGroup IfcRelAssociatesClassification IfcRelAssociatesMaterial IfcRelContainedInSpatialStructure IfcRelDefinesByProperties
IfcRelDefinesByType IfcRelFillsElement IfcRelReferencedInSpatialStructure IfcRelSpaceBoundary IfcRelVoidsElement
IfcRepresentationMap IfcRoof IfcSanitaryTerminal IfcSanitaryTerminalType IfcShapeRepresentation IfcSIUnit IfcSite
IfcSlab IfcSlabType IfcSolarDevice IfcSolarDeviceType IfcSpace IfcSpaceType IfcStair IfcStairFlight IfcStyledItem IfcSurfaceStyle
IfcSurfaceStyleRendering IfcTransportElement IfcTransportElementType IfcUnitAssignment IfcVehicle IfcWall IfcWallType IfcWindow IfcWindowType IfcZone
""".split()

schema = wrapper.schema_by_name(SCHEMA)

# Kinds the writer tells apart at run time.
SIMPLE = {"string": "text", "real": "real", "number": "real", "integer": "integer", "boolean": "logical",
          "logical": "logical", "binary": "text"}
TYPESCRIPT = {"text": "string", "real": "number", "integer": "number", "logical": "boolean"}


def ancestors(entity):
    while entity is not None:
        yield entity
        entity = entity.supertype()


declared = {name: schema.declaration_by_name(name) for name in ENTITIES}
closure = {}
for declaration in declared.values():
    for entity in ancestors(declaration):
        closure[entity.name()] = entity
enums, selects, measures = {}, {}, {}


def concrete_under(name):
    """The entities we write that are this one or one of its subtypes."""
    return sorted(n for n, d in declared.items() if any(a.name() == name for a in ancestors(d)))


def declaration_type(declaration):
    """(kind, TypeScript) of a named declaration."""
    entity = declaration.as_entity()
    if entity:
        return "ref", f"RefTo<{quoted(entity.name())}>" if concrete_under(entity.name()) else "never"
    enumeration = declaration.as_enumeration_type()
    if enumeration:
        enums[declaration.name()] = list(enumeration.enumeration_items())
        return "enum", declaration.name()
    select = declaration.as_select_type()
    if select:
        collect_select(select)
        return "select", declaration.name()
    return parameter_type(declaration.as_type_declaration().declared_type())


def collect_select(select):
    if select.name() in selects:
        return
    selects[select.name()] = members = []
    for member in select.select_list():
        if member.as_entity():
            members.extend(f"RefTo<{quoted(n)}>" for n in [member.name()] if concrete_under(n))
        elif member.as_select_type():
            collect_select(member.as_select_type())
            members.append(member.name())
        else:
            kind, typescript = declaration_type(member)
            measures[member.name()] = (kind, typescript)
            members.append(f"Typed<{quoted(member.name())}>")


def parameter_type(parameter):
    """(kind, TypeScript) of an attribute's type."""
    aggregation = parameter.as_aggregation_type()
    if aggregation:
        kind, typescript = parameter_type(aggregation.type_of_element())
        return kind, f"readonly ({typescript})[]" if "|" in typescript else f"readonly {typescript}[]"
    named = parameter.as_named_type()
    if named:
        return declaration_type(named.declared_type())
    kind = SIMPLE[parameter.as_simple_type().declared_type()]
    return kind, TYPESCRIPT[kind]


def quoted(text):
    return f'"{text}"'


def interface(name, entity):
    parent = entity.supertype()
    inherited = [a.name() for a in parent.all_attributes()] if parent else []
    derived = [a.name() for a, d in zip(entity.all_attributes(), entity.derived()) if d]
    hidden = [n for n in derived if n in inherited]
    extends = ""
    if parent:
        base = parent.name()
        omitted = " | ".join(map(quoted, hidden))
        extends = f" extends Omit<{base}, {omitted}>" if hidden else f" extends {base}"
    lines = [f"export interface {name}{extends} {{"]
    for attribute in entity.attributes():
        if attribute.name() in derived:
            continue
        _, typescript = parameter_type(attribute.type_of_attribute())
        mark = "?" if attribute.optional() else ""
        absent = " | undefined" if attribute.optional() else ""
        lines.append(f"  readonly {attribute.name()}{mark}: {typescript}{absent};")
    if len(lines) == 1:
        return f"export type {name} = {base if parent and not hidden else extends.removeprefix(' extends ') or 'object'};"
    return "\n".join(lines + ["}"])


def attribute_row(name, entity):
    row = []
    for attribute, derived in zip(entity.all_attributes(), entity.derived()):
        kind = "derived" if derived else parameter_type(attribute.type_of_attribute())[0]
        row.append(f"{attribute.name()}: {quoted(kind)}")
    return f"  {name}: {{ {', '.join(row)} }},"


interfaces = [interface(name, entity) for name, entity in sorted(closure.items())]
rows = [attribute_row(name, entity) for name, entity in sorted(declared.items())]
subtypes = [f"  {n}: {' | '.join(map(quoted, concrete_under(n)))};"
            for n in sorted({a for d in declared.values() for a in (e.name() for e in ancestors(d))})]

print(f"""// Generated from {SCHEMA} by scripts/express-types.py; do not edit.
// Regenerate: python3 scripts/express-types.py > packages/building/ifc/schema.ts

/** What the writer does with an attribute's value; lists of any depth have the kind of their members. */
export type AttributeKind = "text" | "real" | "integer" | "logical" | "enum" | "ref" | "select" | "derived";

/** A written instance: its number in the file and its entity. */
export interface Ref<Name extends EntityName = EntityName> {{
  readonly ref: number;
  readonly entity: Name;
}}

/** An instance of the entity or of one of its subtypes. */
export type RefTo<Name extends keyof Subtypes> = Ref<Subtypes[Name]>;

/** A value that names its type, as a select demands. */
export type Typed<Name extends MeasureName = MeasureName> = Name extends MeasureName
  ? {{ readonly type: Name; readonly value: Measures[Name] }}
  : never;

/** Name of an entity we write. */
export type EntityName = keyof Entities;

/** Name of a defined type that a select may hold. */
export type MeasureName = keyof Measures;
""")
for name, items in sorted(enums.items()):
    print(f"export type {name} = {' | '.join(map(quoted, items))};")
print()
for name, members in sorted(selects.items()):
    print(f"export type {name} = {' | '.join(dict.fromkeys(members)) or 'never'};")
print("\n/** TypeScript type of each defined type. */\nexport interface Measures {")
for name, (_, typescript) in sorted(measures.items()):
    print(f"  {name}: {typescript};")
print("}\n\n/** How a defined type is written. */\nexport const measureKinds: Readonly<Record<MeasureName, AttributeKind>> = {")
for name, (kind, _) in sorted(measures.items()):
    print(f"  {name}: {quoted(kind)},")
print("};\n\n/** Entities we write, by each of their supertypes. */\nexport interface Subtypes {")
print("\n".join(subtypes))
print("}\n")
print("\n\n".join(interfaces))
print("\n/** Attributes of each entity. */\nexport interface Entities {")
for name in sorted(declared):
    print(f"  {name}: {name};")
print("}\n\n/** Attributes of each entity in the order of the file, with their kinds. */")
print("export const attributeKinds: Readonly<Record<EntityName, Readonly<Record<string, AttributeKind>>>> = {")
print("\n".join(rows))
print("};")
