// Generated from IFC4X3_ADD2 by scripts/express-types.py; do not edit.
// Regenerate: python3 scripts/express-types.py > packages/building/ifc/schema.ts

/** What the writer does with an attribute's value; lists of any depth have the kind of their members. */
export type AttributeKind = "text" | "real" | "integer" | "logical" | "enum" | "ref" | "select" | "derived";

/** A written instance: its number in the file and its entity. */
export interface Ref<Name extends EntityName = EntityName> {
  readonly ref: number;
  readonly entity: Name;
}

/** An instance of the entity or of one of its subtypes. */
export type RefTo<Name extends keyof Subtypes> = Ref<Subtypes[Name]>;

/** A value that names its type, as a select demands. */
export type Typed<Name extends MeasureName = MeasureName> = Name extends MeasureName
  ? { readonly type: Name; readonly value: Measures[Name] }
  : never;

/** Name of an entity we write. */
export type EntityName = keyof Entities;

/** Name of a defined type that a select may hold. */
export type MeasureName = keyof Measures;

export type IfcAssemblyPlaceEnum = "FACTORY" | "SITE" | "NOTDEFINED";
export type IfcColumnTypeEnum = "COLUMN" | "PIERSTEM" | "PIERSTEM_SEGMENT" | "PILASTER" | "STANDCOLUMN" | "USERDEFINED" | "NOTDEFINED";
export type IfcDerivedUnitEnum = "ACCELERATIONUNIT" | "ANGULARVELOCITYUNIT" | "AREADENSITYUNIT" | "COMPOUNDPLANEANGLEUNIT" | "CURVATUREUNIT" | "DYNAMICVISCOSITYUNIT" | "HEATFLUXDENSITYUNIT" | "HEATINGVALUEUNIT" | "INTEGERCOUNTRATEUNIT" | "IONCONCENTRATIONUNIT" | "ISOTHERMALMOISTURECAPACITYUNIT" | "KINEMATICVISCOSITYUNIT" | "LINEARFORCEUNIT" | "LINEARMOMENTUNIT" | "LINEARSTIFFNESSUNIT" | "LINEARVELOCITYUNIT" | "LUMINOUSINTENSITYDISTRIBUTIONUNIT" | "MASSDENSITYUNIT" | "MASSFLOWRATEUNIT" | "MASSPERLENGTHUNIT" | "MODULUSOFELASTICITYUNIT" | "MODULUSOFLINEARSUBGRADEREACTIONUNIT" | "MODULUSOFROTATIONALSUBGRADEREACTIONUNIT" | "MODULUSOFSUBGRADEREACTIONUNIT" | "MOISTUREDIFFUSIVITYUNIT" | "MOLECULARWEIGHTUNIT" | "MOMENTOFINERTIAUNIT" | "PHUNIT" | "PLANARFORCEUNIT" | "ROTATIONALFREQUENCYUNIT" | "ROTATIONALMASSUNIT" | "ROTATIONALSTIFFNESSUNIT" | "SECTIONAREAINTEGRALUNIT" | "SECTIONMODULUSUNIT" | "SHEARMODULUSUNIT" | "SOUNDPOWERLEVELUNIT" | "SOUNDPOWERUNIT" | "SOUNDPRESSURELEVELUNIT" | "SOUNDPRESSUREUNIT" | "SPECIFICHEATCAPACITYUNIT" | "TEMPERATUREGRADIENTUNIT" | "TEMPERATURERATEOFCHANGEUNIT" | "THERMALADMITTANCEUNIT" | "THERMALCONDUCTANCEUNIT" | "THERMALEXPANSIONCOEFFICIENTUNIT" | "THERMALRESISTANCEUNIT" | "THERMALTRANSMITTANCEUNIT" | "TORQUEUNIT" | "VAPORPERMEABILITYUNIT" | "VOLUMETRICFLOWRATEUNIT" | "WARPINGCONSTANTUNIT" | "WARPINGMOMENTUNIT" | "USERDEFINED";
export type IfcDirectionSenseEnum = "NEGATIVE" | "POSITIVE";
export type IfcDistributionSystemEnum = "AIRCONDITIONING" | "AUDIOVISUAL" | "CATENARY_SYSTEM" | "CHEMICAL" | "CHILLEDWATER" | "COMMUNICATION" | "COMPRESSEDAIR" | "CONDENSERWATER" | "CONTROL" | "CONVEYING" | "DATA" | "DISPOSAL" | "DOMESTICCOLDWATER" | "DOMESTICHOTWATER" | "DRAINAGE" | "EARTHING" | "ELECTRICAL" | "ELECTROACOUSTIC" | "EXHAUST" | "FIREPROTECTION" | "FIXEDTRANSMISSIONNETWORK" | "FUEL" | "GAS" | "HAZARDOUS" | "HEATING" | "LIGHTING" | "LIGHTNINGPROTECTION" | "MOBILENETWORK" | "MONITORINGSYSTEM" | "MUNICIPALSOLIDWASTE" | "OIL" | "OPERATIONAL" | "OPERATIONALTELEPHONYSYSTEM" | "OVERHEAD_CONTACTLINE_SYSTEM" | "POWERGENERATION" | "RAINWATER" | "REFRIGERATION" | "RETURN_CIRCUIT" | "SECURITY" | "SEWAGE" | "SIGNAL" | "STORMWATER" | "TELEPHONE" | "TV" | "VACUUM" | "VENT" | "VENTILATION" | "WASTEWATER" | "WATERSUPPLY" | "USERDEFINED" | "NOTDEFINED";
export type IfcDoorTypeEnum = "BOOM_BARRIER" | "DOOR" | "GATE" | "TRAPDOOR" | "TURNSTILE" | "USERDEFINED" | "NOTDEFINED";
export type IfcDoorTypeOperationEnum = "DOUBLE_DOOR_DOUBLE_SWING" | "DOUBLE_DOOR_FOLDING" | "DOUBLE_DOOR_LIFTING_VERTICAL" | "DOUBLE_DOOR_SINGLE_SWING" | "DOUBLE_DOOR_SINGLE_SWING_OPPOSITE_LEFT" | "DOUBLE_DOOR_SINGLE_SWING_OPPOSITE_RIGHT" | "DOUBLE_DOOR_SLIDING" | "DOUBLE_SWING_LEFT" | "DOUBLE_SWING_RIGHT" | "FOLDING_TO_LEFT" | "FOLDING_TO_RIGHT" | "LIFTING_HORIZONTAL" | "LIFTING_VERTICAL_LEFT" | "LIFTING_VERTICAL_RIGHT" | "REVOLVING" | "REVOLVING_VERTICAL" | "ROLLINGUP" | "SINGLE_SWING_LEFT" | "SINGLE_SWING_RIGHT" | "SLIDING_TO_LEFT" | "SLIDING_TO_RIGHT" | "SWING_FIXED_LEFT" | "SWING_FIXED_RIGHT" | "USERDEFINED" | "NOTDEFINED";
export type IfcElectricApplianceTypeEnum = "DISHWASHER" | "ELECTRICCOOKER" | "FREESTANDINGELECTRICHEATER" | "FREESTANDINGFAN" | "FREESTANDINGWATERCOOLER" | "FREESTANDINGWATERHEATER" | "FREEZER" | "FRIDGE_FREEZER" | "HANDDRYER" | "KITCHENMACHINE" | "MICROWAVE" | "PHOTOCOPIER" | "REFRIGERATOR" | "TUMBLEDRYER" | "VENDINGMACHINE" | "WASHINGMACHINE" | "USERDEFINED" | "NOTDEFINED";
export type IfcElementCompositionEnum = "COMPLEX" | "ELEMENT" | "PARTIAL";
export type IfcFootingTypeEnum = "CAISSON_FOUNDATION" | "FOOTING_BEAM" | "PAD_FOOTING" | "PILE_CAP" | "STRIP_FOOTING" | "USERDEFINED" | "NOTDEFINED";
export type IfcFurnitureTypeEnum = "BED" | "CHAIR" | "DESK" | "FILECABINET" | "SHELF" | "SOFA" | "TABLE" | "TECHNICALCABINET" | "USERDEFINED" | "NOTDEFINED";
export type IfcGeographicElementTypeEnum = "SOIL_BORING_POINT" | "TERRAIN" | "VEGETATION" | "USERDEFINED" | "NOTDEFINED";
export type IfcGeometricProjectionEnum = "ELEVATION_VIEW" | "GRAPH_VIEW" | "MODEL_VIEW" | "PLAN_VIEW" | "REFLECTED_PLAN_VIEW" | "SECTION_VIEW" | "SKETCH_VIEW" | "USERDEFINED" | "NOTDEFINED";
export type IfcInternalOrExternalEnum = "EXTERNAL" | "EXTERNAL_EARTH" | "EXTERNAL_FIRE" | "EXTERNAL_WATER" | "INTERNAL" | "NOTDEFINED";
export type IfcLayerSetDirectionEnum = "AXIS1" | "AXIS2" | "AXIS3";
export type IfcOpeningElementTypeEnum = "OPENING" | "RECESS" | "USERDEFINED" | "NOTDEFINED";
export type IfcPhysicalOrVirtualEnum = "PHYSICAL" | "VIRTUAL" | "NOTDEFINED";
export type IfcProfileTypeEnum = "AREA" | "CURVE";
export type IfcRailingTypeEnum = "BALUSTRADE" | "FENCE" | "GUARDRAIL" | "HANDRAIL" | "USERDEFINED" | "NOTDEFINED";
export type IfcReflectanceMethodEnum = "BLINN" | "FLAT" | "GLASS" | "MATT" | "METAL" | "MIRROR" | "PHONG" | "PHYSICAL" | "PLASTIC" | "STRAUSS" | "NOTDEFINED";
export type IfcRoofTypeEnum = "BARREL_ROOF" | "BUTTERFLY_ROOF" | "DOME_ROOF" | "FLAT_ROOF" | "FREEFORM" | "GABLE_ROOF" | "GAMBREL_ROOF" | "HIPPED_GABLE_ROOF" | "HIP_ROOF" | "MANSARD_ROOF" | "PAVILION_ROOF" | "RAINBOW_ROOF" | "SHED_ROOF" | "USERDEFINED" | "NOTDEFINED";
export type IfcSIPrefix = "ATTO" | "CENTI" | "DECA" | "DECI" | "EXA" | "FEMTO" | "GIGA" | "HECTO" | "KILO" | "MEGA" | "MICRO" | "MILLI" | "NANO" | "PETA" | "PICO" | "TERA";
export type IfcSIUnitName = "AMPERE" | "BECQUEREL" | "CANDELA" | "COULOMB" | "CUBIC_METRE" | "DEGREE_CELSIUS" | "FARAD" | "GRAM" | "GRAY" | "HENRY" | "HERTZ" | "JOULE" | "KELVIN" | "LUMEN" | "LUX" | "METRE" | "MOLE" | "NEWTON" | "OHM" | "PASCAL" | "RADIAN" | "SECOND" | "SIEMENS" | "SIEVERT" | "SQUARE_METRE" | "STERADIAN" | "TESLA" | "VOLT" | "WATT" | "WEBER";
export type IfcSanitaryTerminalTypeEnum = "BATH" | "BIDET" | "CISTERN" | "SANITARYFOUNTAIN" | "SHOWER" | "SINK" | "TOILETPAN" | "URINAL" | "WASHHANDBASIN" | "WCSEAT" | "USERDEFINED" | "NOTDEFINED";
export type IfcSlabTypeEnum = "APPROACH_SLAB" | "BASESLAB" | "FLOOR" | "LANDING" | "PAVING" | "ROOF" | "SIDEWALK" | "TRACKSLAB" | "WEARING" | "USERDEFINED" | "NOTDEFINED";
export type IfcSolarDeviceTypeEnum = "SOLARCOLLECTOR" | "SOLARPANEL" | "USERDEFINED" | "NOTDEFINED";
export type IfcSpaceTypeEnum = "BERTH" | "EXTERNAL" | "GFA" | "INTERNAL" | "PARKING" | "SPACE" | "USERDEFINED" | "NOTDEFINED";
export type IfcStairFlightTypeEnum = "CURVED" | "FREEFORM" | "SPIRAL" | "STRAIGHT" | "WINDER" | "USERDEFINED" | "NOTDEFINED";
export type IfcStairTypeEnum = "CURVED_RUN_STAIR" | "DOUBLE_RETURN_STAIR" | "HALF_TURN_STAIR" | "HALF_WINDING_STAIR" | "LADDER" | "QUARTER_TURN_STAIR" | "QUARTER_WINDING_STAIR" | "SPIRAL_STAIR" | "STRAIGHT_RUN_STAIR" | "THREE_QUARTER_TURN_STAIR" | "THREE_QUARTER_WINDING_STAIR" | "TWO_CURVED_RUN_STAIR" | "TWO_QUARTER_TURN_STAIR" | "TWO_QUARTER_WINDING_STAIR" | "TWO_STRAIGHT_RUN_STAIR" | "USERDEFINED" | "NOTDEFINED";
export type IfcSurfaceSide = "BOTH" | "NEGATIVE" | "POSITIVE";
export type IfcTransportElementTypeEnum = "CRANEWAY" | "ELEVATOR" | "ESCALATOR" | "HAULINGGEAR" | "LIFTINGGEAR" | "MOVINGWALKWAY" | "USERDEFINED" | "NOTDEFINED";
export type IfcUnitEnum = "ABSORBEDDOSEUNIT" | "AMOUNTOFSUBSTANCEUNIT" | "AREAUNIT" | "DOSEEQUIVALENTUNIT" | "ELECTRICCAPACITANCEUNIT" | "ELECTRICCHARGEUNIT" | "ELECTRICCONDUCTANCEUNIT" | "ELECTRICCURRENTUNIT" | "ELECTRICRESISTANCEUNIT" | "ELECTRICVOLTAGEUNIT" | "ENERGYUNIT" | "FORCEUNIT" | "FREQUENCYUNIT" | "ILLUMINANCEUNIT" | "INDUCTANCEUNIT" | "LENGTHUNIT" | "LUMINOUSFLUXUNIT" | "LUMINOUSINTENSITYUNIT" | "MAGNETICFLUXDENSITYUNIT" | "MAGNETICFLUXUNIT" | "MASSUNIT" | "PLANEANGLEUNIT" | "POWERUNIT" | "PRESSUREUNIT" | "RADIOACTIVITYUNIT" | "SOLIDANGLEUNIT" | "THERMODYNAMICTEMPERATUREUNIT" | "TIMEUNIT" | "VOLUMEUNIT" | "USERDEFINED";
export type IfcVehicleTypeEnum = "CARGO" | "ROLLINGSTOCK" | "VEHICLE" | "VEHICLEAIR" | "VEHICLEMARINE" | "VEHICLETRACKED" | "VEHICLEWHEELED" | "USERDEFINED" | "NOTDEFINED";
export type IfcWallTypeEnum = "ELEMENTEDWALL" | "MOVABLE" | "PARAPET" | "PARTITIONING" | "PLUMBINGWALL" | "POLYGONAL" | "RETAININGWALL" | "SHEAR" | "SOLIDWALL" | "STANDARD" | "WAVEWALL" | "USERDEFINED" | "NOTDEFINED";
export type IfcWindowTypeEnum = "LIGHTDOME" | "SKYLIGHT" | "WINDOW" | "USERDEFINED" | "NOTDEFINED";
export type IfcWindowTypePartitioningEnum = "DOUBLE_PANEL_HORIZONTAL" | "DOUBLE_PANEL_VERTICAL" | "SINGLE_PANEL" | "TRIPLE_PANEL_BOTTOM" | "TRIPLE_PANEL_HORIZONTAL" | "TRIPLE_PANEL_LEFT" | "TRIPLE_PANEL_RIGHT" | "TRIPLE_PANEL_TOP" | "TRIPLE_PANEL_VERTICAL" | "USERDEFINED" | "NOTDEFINED";

export type IfcAxis2Placement = RefTo<"IfcAxis2Placement2D"> | RefTo<"IfcAxis2Placement3D">;
export type IfcClassificationReferenceSelect = RefTo<"IfcClassification"> | RefTo<"IfcClassificationReference">;
export type IfcClassificationSelect = RefTo<"IfcClassification"> | RefTo<"IfcClassificationReference">;
export type IfcColourOrFactor = RefTo<"IfcColourRgb"> | Typed<"IfcNormalisedRatioMeasure">;
export type IfcCoordinateReferenceSystemSelect = RefTo<"IfcCoordinateReferenceSystem"> | RefTo<"IfcGeometricRepresentationContext">;
export type IfcDefinitionSelect = RefTo<"IfcObjectDefinition"> | RefTo<"IfcPropertyDefinition">;
export type IfcDerivedMeasureValue = Typed<"IfcAbsorbedDoseMeasure"> | Typed<"IfcAccelerationMeasure"> | Typed<"IfcAngularVelocityMeasure"> | Typed<"IfcAreaDensityMeasure"> | Typed<"IfcCompoundPlaneAngleMeasure"> | Typed<"IfcCurvatureMeasure"> | Typed<"IfcDoseEquivalentMeasure"> | Typed<"IfcDynamicViscosityMeasure"> | Typed<"IfcElectricCapacitanceMeasure"> | Typed<"IfcElectricChargeMeasure"> | Typed<"IfcElectricConductanceMeasure"> | Typed<"IfcElectricResistanceMeasure"> | Typed<"IfcElectricVoltageMeasure"> | Typed<"IfcEnergyMeasure"> | Typed<"IfcForceMeasure"> | Typed<"IfcFrequencyMeasure"> | Typed<"IfcHeatFluxDensityMeasure"> | Typed<"IfcHeatingValueMeasure"> | Typed<"IfcIlluminanceMeasure"> | Typed<"IfcInductanceMeasure"> | Typed<"IfcIntegerCountRateMeasure"> | Typed<"IfcIonConcentrationMeasure"> | Typed<"IfcIsothermalMoistureCapacityMeasure"> | Typed<"IfcKinematicViscosityMeasure"> | Typed<"IfcLinearForceMeasure"> | Typed<"IfcLinearMomentMeasure"> | Typed<"IfcLinearStiffnessMeasure"> | Typed<"IfcLinearVelocityMeasure"> | Typed<"IfcLuminousFluxMeasure"> | Typed<"IfcLuminousIntensityDistributionMeasure"> | Typed<"IfcMagneticFluxDensityMeasure"> | Typed<"IfcMagneticFluxMeasure"> | Typed<"IfcMassDensityMeasure"> | Typed<"IfcMassFlowRateMeasure"> | Typed<"IfcMassPerLengthMeasure"> | Typed<"IfcModulusOfElasticityMeasure"> | Typed<"IfcModulusOfLinearSubgradeReactionMeasure"> | Typed<"IfcModulusOfRotationalSubgradeReactionMeasure"> | Typed<"IfcModulusOfSubgradeReactionMeasure"> | Typed<"IfcMoistureDiffusivityMeasure"> | Typed<"IfcMolecularWeightMeasure"> | Typed<"IfcMomentOfInertiaMeasure"> | Typed<"IfcMonetaryMeasure"> | Typed<"IfcPHMeasure"> | Typed<"IfcPlanarForceMeasure"> | Typed<"IfcPowerMeasure"> | Typed<"IfcPressureMeasure"> | Typed<"IfcRadioActivityMeasure"> | Typed<"IfcRotationalFrequencyMeasure"> | Typed<"IfcRotationalMassMeasure"> | Typed<"IfcRotationalStiffnessMeasure"> | Typed<"IfcSectionModulusMeasure"> | Typed<"IfcSectionalAreaIntegralMeasure"> | Typed<"IfcShearModulusMeasure"> | Typed<"IfcSoundPowerLevelMeasure"> | Typed<"IfcSoundPowerMeasure"> | Typed<"IfcSoundPressureLevelMeasure"> | Typed<"IfcSoundPressureMeasure"> | Typed<"IfcSpecificHeatCapacityMeasure"> | Typed<"IfcTemperatureGradientMeasure"> | Typed<"IfcTemperatureRateOfChangeMeasure"> | Typed<"IfcThermalAdmittanceMeasure"> | Typed<"IfcThermalConductivityMeasure"> | Typed<"IfcThermalExpansionCoefficientMeasure"> | Typed<"IfcThermalResistanceMeasure"> | Typed<"IfcThermalTransmittanceMeasure"> | Typed<"IfcTorqueMeasure"> | Typed<"IfcVaporPermeabilityMeasure"> | Typed<"IfcVolumetricFlowRateMeasure"> | Typed<"IfcWarpingConstantMeasure"> | Typed<"IfcWarpingMomentMeasure">;
export type IfcMaterialSelect = RefTo<"IfcMaterialDefinition"> | RefTo<"IfcMaterialUsageDefinition">;
export type IfcMeasureValue = Typed<"IfcAmountOfSubstanceMeasure"> | Typed<"IfcAreaMeasure"> | Typed<"IfcComplexNumber"> | Typed<"IfcContextDependentMeasure"> | Typed<"IfcCountMeasure"> | Typed<"IfcDescriptiveMeasure"> | Typed<"IfcElectricCurrentMeasure"> | Typed<"IfcLengthMeasure"> | Typed<"IfcLuminousIntensityMeasure"> | Typed<"IfcMassMeasure"> | Typed<"IfcNonNegativeLengthMeasure"> | Typed<"IfcNormalisedRatioMeasure"> | Typed<"IfcNumericMeasure"> | Typed<"IfcParameterValue"> | Typed<"IfcPlaneAngleMeasure"> | Typed<"IfcPositiveLengthMeasure"> | Typed<"IfcPositivePlaneAngleMeasure"> | Typed<"IfcPositiveRatioMeasure"> | Typed<"IfcRatioMeasure"> | Typed<"IfcSolidAngleMeasure"> | Typed<"IfcThermodynamicTemperatureMeasure"> | Typed<"IfcTimeMeasure"> | Typed<"IfcVolumeMeasure">;
export type IfcPropertySetDefinitionSelect = RefTo<"IfcPropertySetDefinition"> | Typed<"IfcPropertySetDefinitionSet">;
export type IfcSimpleValue = Typed<"IfcBinary"> | Typed<"IfcBoolean"> | Typed<"IfcDate"> | Typed<"IfcDateTime"> | Typed<"IfcDuration"> | Typed<"IfcIdentifier"> | Typed<"IfcInteger"> | Typed<"IfcLabel"> | Typed<"IfcLogical"> | Typed<"IfcPositiveInteger"> | Typed<"IfcReal"> | Typed<"IfcText"> | Typed<"IfcTime"> | Typed<"IfcTimeStamp"> | Typed<"IfcURIReference">;
export type IfcSpaceBoundarySelect = RefTo<"IfcSpace">;
export type IfcSpatialReferenceSelect = RefTo<"IfcGroup"> | RefTo<"IfcProduct">;
export type IfcSpecularHighlightSelect = Typed<"IfcSpecularExponent"> | Typed<"IfcSpecularRoughness">;
export type IfcSurfaceStyleElementSelect = RefTo<"IfcSurfaceStyleShading">;
export type IfcUnit = RefTo<"IfcDerivedUnit"> | RefTo<"IfcNamedUnit">;
export type IfcValue = IfcDerivedMeasureValue | IfcMeasureValue | IfcSimpleValue;

/** TypeScript type of each defined type. */
export interface Measures {
  IfcAbsorbedDoseMeasure: number;
  IfcAccelerationMeasure: number;
  IfcAmountOfSubstanceMeasure: number;
  IfcAngularVelocityMeasure: number;
  IfcAreaDensityMeasure: number;
  IfcAreaMeasure: number;
  IfcBinary: string;
  IfcBoolean: boolean;
  IfcComplexNumber: readonly number[];
  IfcCompoundPlaneAngleMeasure: readonly number[];
  IfcContextDependentMeasure: number;
  IfcCountMeasure: number;
  IfcCurvatureMeasure: number;
  IfcDate: string;
  IfcDateTime: string;
  IfcDescriptiveMeasure: string;
  IfcDoseEquivalentMeasure: number;
  IfcDuration: string;
  IfcDynamicViscosityMeasure: number;
  IfcElectricCapacitanceMeasure: number;
  IfcElectricChargeMeasure: number;
  IfcElectricConductanceMeasure: number;
  IfcElectricCurrentMeasure: number;
  IfcElectricResistanceMeasure: number;
  IfcElectricVoltageMeasure: number;
  IfcEnergyMeasure: number;
  IfcForceMeasure: number;
  IfcFrequencyMeasure: number;
  IfcHeatFluxDensityMeasure: number;
  IfcHeatingValueMeasure: number;
  IfcIdentifier: string;
  IfcIlluminanceMeasure: number;
  IfcInductanceMeasure: number;
  IfcInteger: number;
  IfcIntegerCountRateMeasure: number;
  IfcIonConcentrationMeasure: number;
  IfcIsothermalMoistureCapacityMeasure: number;
  IfcKinematicViscosityMeasure: number;
  IfcLabel: string;
  IfcLengthMeasure: number;
  IfcLinearForceMeasure: number;
  IfcLinearMomentMeasure: number;
  IfcLinearStiffnessMeasure: number;
  IfcLinearVelocityMeasure: number;
  IfcLogical: boolean;
  IfcLuminousFluxMeasure: number;
  IfcLuminousIntensityDistributionMeasure: number;
  IfcLuminousIntensityMeasure: number;
  IfcMagneticFluxDensityMeasure: number;
  IfcMagneticFluxMeasure: number;
  IfcMassDensityMeasure: number;
  IfcMassFlowRateMeasure: number;
  IfcMassMeasure: number;
  IfcMassPerLengthMeasure: number;
  IfcModulusOfElasticityMeasure: number;
  IfcModulusOfLinearSubgradeReactionMeasure: number;
  IfcModulusOfRotationalSubgradeReactionMeasure: number;
  IfcModulusOfSubgradeReactionMeasure: number;
  IfcMoistureDiffusivityMeasure: number;
  IfcMolecularWeightMeasure: number;
  IfcMomentOfInertiaMeasure: number;
  IfcMonetaryMeasure: number;
  IfcNonNegativeLengthMeasure: number;
  IfcNormalisedRatioMeasure: number;
  IfcNumericMeasure: number;
  IfcPHMeasure: number;
  IfcParameterValue: number;
  IfcPlanarForceMeasure: number;
  IfcPlaneAngleMeasure: number;
  IfcPositiveInteger: number;
  IfcPositiveLengthMeasure: number;
  IfcPositivePlaneAngleMeasure: number;
  IfcPositiveRatioMeasure: number;
  IfcPowerMeasure: number;
  IfcPressureMeasure: number;
  IfcPropertySetDefinitionSet: readonly RefTo<"IfcPropertySetDefinition">[];
  IfcRadioActivityMeasure: number;
  IfcRatioMeasure: number;
  IfcReal: number;
  IfcRotationalFrequencyMeasure: number;
  IfcRotationalMassMeasure: number;
  IfcRotationalStiffnessMeasure: number;
  IfcSectionModulusMeasure: number;
  IfcSectionalAreaIntegralMeasure: number;
  IfcShearModulusMeasure: number;
  IfcSolidAngleMeasure: number;
  IfcSoundPowerLevelMeasure: number;
  IfcSoundPowerMeasure: number;
  IfcSoundPressureLevelMeasure: number;
  IfcSoundPressureMeasure: number;
  IfcSpecificHeatCapacityMeasure: number;
  IfcSpecularExponent: number;
  IfcSpecularRoughness: number;
  IfcTemperatureGradientMeasure: number;
  IfcTemperatureRateOfChangeMeasure: number;
  IfcText: string;
  IfcThermalAdmittanceMeasure: number;
  IfcThermalConductivityMeasure: number;
  IfcThermalExpansionCoefficientMeasure: number;
  IfcThermalResistanceMeasure: number;
  IfcThermalTransmittanceMeasure: number;
  IfcThermodynamicTemperatureMeasure: number;
  IfcTime: string;
  IfcTimeMeasure: number;
  IfcTimeStamp: number;
  IfcTorqueMeasure: number;
  IfcURIReference: string;
  IfcVaporPermeabilityMeasure: number;
  IfcVolumeMeasure: number;
  IfcVolumetricFlowRateMeasure: number;
  IfcWarpingConstantMeasure: number;
  IfcWarpingMomentMeasure: number;
}

/** How a defined type is written. */
export const measureKinds: Readonly<Record<MeasureName, AttributeKind>> = {
  IfcAbsorbedDoseMeasure: "real",
  IfcAccelerationMeasure: "real",
  IfcAmountOfSubstanceMeasure: "real",
  IfcAngularVelocityMeasure: "real",
  IfcAreaDensityMeasure: "real",
  IfcAreaMeasure: "real",
  IfcBinary: "text",
  IfcBoolean: "logical",
  IfcComplexNumber: "real",
  IfcCompoundPlaneAngleMeasure: "integer",
  IfcContextDependentMeasure: "real",
  IfcCountMeasure: "integer",
  IfcCurvatureMeasure: "real",
  IfcDate: "text",
  IfcDateTime: "text",
  IfcDescriptiveMeasure: "text",
  IfcDoseEquivalentMeasure: "real",
  IfcDuration: "text",
  IfcDynamicViscosityMeasure: "real",
  IfcElectricCapacitanceMeasure: "real",
  IfcElectricChargeMeasure: "real",
  IfcElectricConductanceMeasure: "real",
  IfcElectricCurrentMeasure: "real",
  IfcElectricResistanceMeasure: "real",
  IfcElectricVoltageMeasure: "real",
  IfcEnergyMeasure: "real",
  IfcForceMeasure: "real",
  IfcFrequencyMeasure: "real",
  IfcHeatFluxDensityMeasure: "real",
  IfcHeatingValueMeasure: "real",
  IfcIdentifier: "text",
  IfcIlluminanceMeasure: "real",
  IfcInductanceMeasure: "real",
  IfcInteger: "integer",
  IfcIntegerCountRateMeasure: "integer",
  IfcIonConcentrationMeasure: "real",
  IfcIsothermalMoistureCapacityMeasure: "real",
  IfcKinematicViscosityMeasure: "real",
  IfcLabel: "text",
  IfcLengthMeasure: "real",
  IfcLinearForceMeasure: "real",
  IfcLinearMomentMeasure: "real",
  IfcLinearStiffnessMeasure: "real",
  IfcLinearVelocityMeasure: "real",
  IfcLogical: "logical",
  IfcLuminousFluxMeasure: "real",
  IfcLuminousIntensityDistributionMeasure: "real",
  IfcLuminousIntensityMeasure: "real",
  IfcMagneticFluxDensityMeasure: "real",
  IfcMagneticFluxMeasure: "real",
  IfcMassDensityMeasure: "real",
  IfcMassFlowRateMeasure: "real",
  IfcMassMeasure: "real",
  IfcMassPerLengthMeasure: "real",
  IfcModulusOfElasticityMeasure: "real",
  IfcModulusOfLinearSubgradeReactionMeasure: "real",
  IfcModulusOfRotationalSubgradeReactionMeasure: "real",
  IfcModulusOfSubgradeReactionMeasure: "real",
  IfcMoistureDiffusivityMeasure: "real",
  IfcMolecularWeightMeasure: "real",
  IfcMomentOfInertiaMeasure: "real",
  IfcMonetaryMeasure: "real",
  IfcNonNegativeLengthMeasure: "real",
  IfcNormalisedRatioMeasure: "real",
  IfcNumericMeasure: "real",
  IfcPHMeasure: "real",
  IfcParameterValue: "real",
  IfcPlanarForceMeasure: "real",
  IfcPlaneAngleMeasure: "real",
  IfcPositiveInteger: "integer",
  IfcPositiveLengthMeasure: "real",
  IfcPositivePlaneAngleMeasure: "real",
  IfcPositiveRatioMeasure: "real",
  IfcPowerMeasure: "real",
  IfcPressureMeasure: "real",
  IfcPropertySetDefinitionSet: "ref",
  IfcRadioActivityMeasure: "real",
  IfcRatioMeasure: "real",
  IfcReal: "real",
  IfcRotationalFrequencyMeasure: "real",
  IfcRotationalMassMeasure: "real",
  IfcRotationalStiffnessMeasure: "real",
  IfcSectionModulusMeasure: "real",
  IfcSectionalAreaIntegralMeasure: "real",
  IfcShearModulusMeasure: "real",
  IfcSolidAngleMeasure: "real",
  IfcSoundPowerLevelMeasure: "real",
  IfcSoundPowerMeasure: "real",
  IfcSoundPressureLevelMeasure: "real",
  IfcSoundPressureMeasure: "real",
  IfcSpecificHeatCapacityMeasure: "real",
  IfcSpecularExponent: "real",
  IfcSpecularRoughness: "real",
  IfcTemperatureGradientMeasure: "real",
  IfcTemperatureRateOfChangeMeasure: "real",
  IfcText: "text",
  IfcThermalAdmittanceMeasure: "real",
  IfcThermalConductivityMeasure: "real",
  IfcThermalExpansionCoefficientMeasure: "real",
  IfcThermalResistanceMeasure: "real",
  IfcThermalTransmittanceMeasure: "real",
  IfcThermodynamicTemperatureMeasure: "real",
  IfcTime: "text",
  IfcTimeMeasure: "real",
  IfcTimeStamp: "integer",
  IfcTorqueMeasure: "real",
  IfcURIReference: "text",
  IfcVaporPermeabilityMeasure: "real",
  IfcVolumeMeasure: "real",
  IfcVolumetricFlowRateMeasure: "real",
  IfcWarpingConstantMeasure: "real",
  IfcWarpingMomentMeasure: "real",
};

/** Entities we write, by each of their supertypes. */
export interface Subtypes {
  IfcArbitraryClosedProfileDef: "IfcArbitraryClosedProfileDef" | "IfcArbitraryProfileDefWithVoids";
  IfcArbitraryProfileDefWithVoids: "IfcArbitraryProfileDefWithVoids";
  IfcAxis2Placement2D: "IfcAxis2Placement2D";
  IfcAxis2Placement3D: "IfcAxis2Placement3D";
  IfcBoundedCurve: "IfcPolyline";
  IfcBuilding: "IfcBuilding";
  IfcBuildingStorey: "IfcBuildingStorey";
  IfcBuiltElement: "IfcColumn" | "IfcDoor" | "IfcFooting" | "IfcRailing" | "IfcRoof" | "IfcSlab" | "IfcStair" | "IfcStairFlight" | "IfcWall" | "IfcWindow";
  IfcBuiltElementType: "IfcColumnType" | "IfcDoorType" | "IfcSlabType" | "IfcWallType" | "IfcWindowType";
  IfcCartesianPoint: "IfcCartesianPoint";
  IfcCartesianTransformationOperator: "IfcCartesianTransformationOperator3D";
  IfcCartesianTransformationOperator3D: "IfcCartesianTransformationOperator3D";
  IfcCircleProfileDef: "IfcCircleProfileDef";
  IfcClassification: "IfcClassification";
  IfcClassificationReference: "IfcClassificationReference";
  IfcClosedShell: "IfcClosedShell";
  IfcColourRgb: "IfcColourRgb";
  IfcColourSpecification: "IfcColourRgb";
  IfcColumn: "IfcColumn";
  IfcColumnType: "IfcColumnType";
  IfcConnectedFaceSet: "IfcClosedShell";
  IfcContext: "IfcProject";
  IfcCoordinateOperation: "IfcMapConversion";
  IfcCoordinateReferenceSystem: "IfcProjectedCRS";
  IfcCurve: "IfcPolyline";
  IfcDerivedUnit: "IfcDerivedUnit";
  IfcDerivedUnitElement: "IfcDerivedUnitElement";
  IfcDirection: "IfcDirection";
  IfcDistributionElement: "IfcElectricAppliance" | "IfcSanitaryTerminal" | "IfcSolarDevice";
  IfcDistributionElementType: "IfcElectricApplianceType" | "IfcSanitaryTerminalType" | "IfcSolarDeviceType";
  IfcDistributionFlowElement: "IfcElectricAppliance" | "IfcSanitaryTerminal" | "IfcSolarDevice";
  IfcDistributionFlowElementType: "IfcElectricApplianceType" | "IfcSanitaryTerminalType" | "IfcSolarDeviceType";
  IfcDistributionSystem: "IfcDistributionSystem";
  IfcDoor: "IfcDoor";
  IfcDoorType: "IfcDoorType";
  IfcElectricAppliance: "IfcElectricAppliance";
  IfcElectricApplianceType: "IfcElectricApplianceType";
  IfcElement: "IfcColumn" | "IfcDoor" | "IfcElectricAppliance" | "IfcFooting" | "IfcFurniture" | "IfcGeographicElement" | "IfcOpeningElement" | "IfcRailing" | "IfcRoof" | "IfcSanitaryTerminal" | "IfcSlab" | "IfcSolarDevice" | "IfcStair" | "IfcStairFlight" | "IfcTransportElement" | "IfcVehicle" | "IfcWall" | "IfcWindow";
  IfcElementQuantity: "IfcElementQuantity";
  IfcElementType: "IfcColumnType" | "IfcDoorType" | "IfcElectricApplianceType" | "IfcFurnitureType" | "IfcSanitaryTerminalType" | "IfcSlabType" | "IfcSolarDeviceType" | "IfcTransportElementType" | "IfcWallType" | "IfcWindowType";
  IfcEnergyConversionDevice: "IfcSolarDevice";
  IfcEnergyConversionDeviceType: "IfcSolarDeviceType";
  IfcExternalInformation: "IfcClassification";
  IfcExternalReference: "IfcClassificationReference";
  IfcExtrudedAreaSolid: "IfcExtrudedAreaSolid";
  IfcFace: "IfcFace";
  IfcFaceBound: "IfcFaceOuterBound";
  IfcFaceOuterBound: "IfcFaceOuterBound";
  IfcFacetedBrep: "IfcFacetedBrep";
  IfcFacility: "IfcBuilding";
  IfcFeatureElement: "IfcOpeningElement";
  IfcFeatureElementSubtraction: "IfcOpeningElement";
  IfcFlowTerminal: "IfcElectricAppliance" | "IfcSanitaryTerminal";
  IfcFlowTerminalType: "IfcElectricApplianceType" | "IfcSanitaryTerminalType";
  IfcFooting: "IfcFooting";
  IfcFurnishingElement: "IfcFurniture";
  IfcFurnishingElementType: "IfcFurnitureType";
  IfcFurniture: "IfcFurniture";
  IfcFurnitureType: "IfcFurnitureType";
  IfcGeographicElement: "IfcGeographicElement";
  IfcGeometricRepresentationContext: "IfcGeometricRepresentationContext" | "IfcGeometricRepresentationSubContext";
  IfcGeometricRepresentationItem: "IfcAxis2Placement2D" | "IfcAxis2Placement3D" | "IfcCartesianPoint" | "IfcCartesianTransformationOperator3D" | "IfcDirection" | "IfcExtrudedAreaSolid" | "IfcFacetedBrep" | "IfcPolyline";
  IfcGeometricRepresentationSubContext: "IfcGeometricRepresentationSubContext";
  IfcGroup: "IfcDistributionSystem" | "IfcZone";
  IfcLocalPlacement: "IfcLocalPlacement";
  IfcLoop: "IfcPolyLoop";
  IfcManifoldSolidBrep: "IfcFacetedBrep";
  IfcMapConversion: "IfcMapConversion";
  IfcMappedItem: "IfcMappedItem";
  IfcMaterial: "IfcMaterial";
  IfcMaterialDefinition: "IfcMaterial" | "IfcMaterialLayer" | "IfcMaterialLayerSet";
  IfcMaterialLayer: "IfcMaterialLayer";
  IfcMaterialLayerSet: "IfcMaterialLayerSet";
  IfcMaterialLayerSetUsage: "IfcMaterialLayerSetUsage";
  IfcMaterialUsageDefinition: "IfcMaterialLayerSetUsage";
  IfcNamedUnit: "IfcSIUnit";
  IfcObject: "IfcBuilding" | "IfcBuildingStorey" | "IfcColumn" | "IfcDistributionSystem" | "IfcDoor" | "IfcElectricAppliance" | "IfcFooting" | "IfcFurniture" | "IfcGeographicElement" | "IfcOpeningElement" | "IfcRailing" | "IfcRoof" | "IfcSanitaryTerminal" | "IfcSite" | "IfcSlab" | "IfcSolarDevice" | "IfcSpace" | "IfcStair" | "IfcStairFlight" | "IfcTransportElement" | "IfcVehicle" | "IfcWall" | "IfcWindow" | "IfcZone";
  IfcObjectDefinition: "IfcBuilding" | "IfcBuildingStorey" | "IfcColumn" | "IfcColumnType" | "IfcDistributionSystem" | "IfcDoor" | "IfcDoorType" | "IfcElectricAppliance" | "IfcElectricApplianceType" | "IfcFooting" | "IfcFurniture" | "IfcFurnitureType" | "IfcGeographicElement" | "IfcOpeningElement" | "IfcProject" | "IfcRailing" | "IfcRoof" | "IfcSanitaryTerminal" | "IfcSanitaryTerminalType" | "IfcSite" | "IfcSlab" | "IfcSlabType" | "IfcSolarDevice" | "IfcSolarDeviceType" | "IfcSpace" | "IfcSpaceType" | "IfcStair" | "IfcStairFlight" | "IfcTransportElement" | "IfcTransportElementType" | "IfcVehicle" | "IfcWall" | "IfcWallType" | "IfcWindow" | "IfcWindowType" | "IfcZone";
  IfcObjectPlacement: "IfcLocalPlacement";
  IfcOpeningElement: "IfcOpeningElement";
  IfcParameterizedProfileDef: "IfcCircleProfileDef" | "IfcRectangleProfileDef";
  IfcPhysicalQuantity: "IfcQuantityArea" | "IfcQuantityLength" | "IfcQuantityVolume";
  IfcPhysicalSimpleQuantity: "IfcQuantityArea" | "IfcQuantityLength" | "IfcQuantityVolume";
  IfcPlacement: "IfcAxis2Placement2D" | "IfcAxis2Placement3D";
  IfcPoint: "IfcCartesianPoint";
  IfcPolyLoop: "IfcPolyLoop";
  IfcPolyline: "IfcPolyline";
  IfcPresentationItem: "IfcColourRgb" | "IfcSurfaceStyleRendering";
  IfcPresentationStyle: "IfcSurfaceStyle";
  IfcProduct: "IfcBuilding" | "IfcBuildingStorey" | "IfcColumn" | "IfcDoor" | "IfcElectricAppliance" | "IfcFooting" | "IfcFurniture" | "IfcGeographicElement" | "IfcOpeningElement" | "IfcRailing" | "IfcRoof" | "IfcSanitaryTerminal" | "IfcSite" | "IfcSlab" | "IfcSolarDevice" | "IfcSpace" | "IfcStair" | "IfcStairFlight" | "IfcTransportElement" | "IfcVehicle" | "IfcWall" | "IfcWindow";
  IfcProductDefinitionShape: "IfcProductDefinitionShape";
  IfcProductRepresentation: "IfcProductDefinitionShape";
  IfcProfileDef: "IfcArbitraryClosedProfileDef" | "IfcArbitraryProfileDefWithVoids" | "IfcCircleProfileDef" | "IfcRectangleProfileDef";
  IfcProject: "IfcProject";
  IfcProjectedCRS: "IfcProjectedCRS";
  IfcProperty: "IfcPropertySingleValue";
  IfcPropertyAbstraction: "IfcPropertySingleValue";
  IfcPropertyDefinition: "IfcElementQuantity" | "IfcPropertySet";
  IfcPropertySet: "IfcPropertySet";
  IfcPropertySetDefinition: "IfcElementQuantity" | "IfcPropertySet";
  IfcPropertySingleValue: "IfcPropertySingleValue";
  IfcQuantityArea: "IfcQuantityArea";
  IfcQuantityLength: "IfcQuantityLength";
  IfcQuantitySet: "IfcElementQuantity";
  IfcQuantityVolume: "IfcQuantityVolume";
  IfcRailing: "IfcRailing";
  IfcRectangleProfileDef: "IfcRectangleProfileDef";
  IfcRelAggregates: "IfcRelAggregates";
  IfcRelAssigns: "IfcRelAssignsToGroup";
  IfcRelAssignsToGroup: "IfcRelAssignsToGroup";
  IfcRelAssociates: "IfcRelAssociatesClassification" | "IfcRelAssociatesMaterial";
  IfcRelAssociatesClassification: "IfcRelAssociatesClassification";
  IfcRelAssociatesMaterial: "IfcRelAssociatesMaterial";
  IfcRelConnects: "IfcRelContainedInSpatialStructure" | "IfcRelFillsElement" | "IfcRelReferencedInSpatialStructure" | "IfcRelSpaceBoundary";
  IfcRelContainedInSpatialStructure: "IfcRelContainedInSpatialStructure";
  IfcRelDecomposes: "IfcRelAggregates" | "IfcRelVoidsElement";
  IfcRelDefines: "IfcRelDefinesByProperties" | "IfcRelDefinesByType";
  IfcRelDefinesByProperties: "IfcRelDefinesByProperties";
  IfcRelDefinesByType: "IfcRelDefinesByType";
  IfcRelFillsElement: "IfcRelFillsElement";
  IfcRelReferencedInSpatialStructure: "IfcRelReferencedInSpatialStructure";
  IfcRelSpaceBoundary: "IfcRelSpaceBoundary";
  IfcRelVoidsElement: "IfcRelVoidsElement";
  IfcRelationship: "IfcRelAggregates" | "IfcRelAssignsToGroup" | "IfcRelAssociatesClassification" | "IfcRelAssociatesMaterial" | "IfcRelContainedInSpatialStructure" | "IfcRelDefinesByProperties" | "IfcRelDefinesByType" | "IfcRelFillsElement" | "IfcRelReferencedInSpatialStructure" | "IfcRelSpaceBoundary" | "IfcRelVoidsElement";
  IfcRepresentation: "IfcShapeRepresentation";
  IfcRepresentationContext: "IfcGeometricRepresentationContext" | "IfcGeometricRepresentationSubContext";
  IfcRepresentationItem: "IfcAxis2Placement2D" | "IfcAxis2Placement3D" | "IfcCartesianPoint" | "IfcCartesianTransformationOperator3D" | "IfcClosedShell" | "IfcDirection" | "IfcExtrudedAreaSolid" | "IfcFace" | "IfcFaceOuterBound" | "IfcFacetedBrep" | "IfcMappedItem" | "IfcPolyLoop" | "IfcPolyline" | "IfcStyledItem";
  IfcRepresentationMap: "IfcRepresentationMap";
  IfcRoof: "IfcRoof";
  IfcRoot: "IfcBuilding" | "IfcBuildingStorey" | "IfcColumn" | "IfcColumnType" | "IfcDistributionSystem" | "IfcDoor" | "IfcDoorType" | "IfcElectricAppliance" | "IfcElectricApplianceType" | "IfcElementQuantity" | "IfcFooting" | "IfcFurniture" | "IfcFurnitureType" | "IfcGeographicElement" | "IfcOpeningElement" | "IfcProject" | "IfcPropertySet" | "IfcRailing" | "IfcRelAggregates" | "IfcRelAssignsToGroup" | "IfcRelAssociatesClassification" | "IfcRelAssociatesMaterial" | "IfcRelContainedInSpatialStructure" | "IfcRelDefinesByProperties" | "IfcRelDefinesByType" | "IfcRelFillsElement" | "IfcRelReferencedInSpatialStructure" | "IfcRelSpaceBoundary" | "IfcRelVoidsElement" | "IfcRoof" | "IfcSanitaryTerminal" | "IfcSanitaryTerminalType" | "IfcSite" | "IfcSlab" | "IfcSlabType" | "IfcSolarDevice" | "IfcSolarDeviceType" | "IfcSpace" | "IfcSpaceType" | "IfcStair" | "IfcStairFlight" | "IfcTransportElement" | "IfcTransportElementType" | "IfcVehicle" | "IfcWall" | "IfcWallType" | "IfcWindow" | "IfcWindowType" | "IfcZone";
  IfcSIUnit: "IfcSIUnit";
  IfcSanitaryTerminal: "IfcSanitaryTerminal";
  IfcSanitaryTerminalType: "IfcSanitaryTerminalType";
  IfcShapeModel: "IfcShapeRepresentation";
  IfcShapeRepresentation: "IfcShapeRepresentation";
  IfcSimpleProperty: "IfcPropertySingleValue";
  IfcSite: "IfcSite";
  IfcSlab: "IfcSlab";
  IfcSlabType: "IfcSlabType";
  IfcSolarDevice: "IfcSolarDevice";
  IfcSolarDeviceType: "IfcSolarDeviceType";
  IfcSolidModel: "IfcExtrudedAreaSolid" | "IfcFacetedBrep";
  IfcSpace: "IfcSpace";
  IfcSpaceType: "IfcSpaceType";
  IfcSpatialElement: "IfcBuilding" | "IfcBuildingStorey" | "IfcSite" | "IfcSpace";
  IfcSpatialElementType: "IfcSpaceType";
  IfcSpatialStructureElement: "IfcBuilding" | "IfcBuildingStorey" | "IfcSite" | "IfcSpace";
  IfcSpatialStructureElementType: "IfcSpaceType";
  IfcStair: "IfcStair";
  IfcStairFlight: "IfcStairFlight";
  IfcStyledItem: "IfcStyledItem";
  IfcSurfaceStyle: "IfcSurfaceStyle";
  IfcSurfaceStyleRendering: "IfcSurfaceStyleRendering";
  IfcSurfaceStyleShading: "IfcSurfaceStyleRendering";
  IfcSweptAreaSolid: "IfcExtrudedAreaSolid";
  IfcSystem: "IfcDistributionSystem" | "IfcZone";
  IfcTopologicalRepresentationItem: "IfcClosedShell" | "IfcFace" | "IfcFaceOuterBound" | "IfcPolyLoop";
  IfcTransportElement: "IfcTransportElement";
  IfcTransportElementType: "IfcTransportElementType";
  IfcTransportationDevice: "IfcTransportElement" | "IfcVehicle";
  IfcTransportationDeviceType: "IfcTransportElementType";
  IfcTypeObject: "IfcColumnType" | "IfcDoorType" | "IfcElectricApplianceType" | "IfcFurnitureType" | "IfcSanitaryTerminalType" | "IfcSlabType" | "IfcSolarDeviceType" | "IfcSpaceType" | "IfcTransportElementType" | "IfcWallType" | "IfcWindowType";
  IfcTypeProduct: "IfcColumnType" | "IfcDoorType" | "IfcElectricApplianceType" | "IfcFurnitureType" | "IfcSanitaryTerminalType" | "IfcSlabType" | "IfcSolarDeviceType" | "IfcSpaceType" | "IfcTransportElementType" | "IfcWallType" | "IfcWindowType";
  IfcUnitAssignment: "IfcUnitAssignment";
  IfcVehicle: "IfcVehicle";
  IfcWall: "IfcWall";
  IfcWallType: "IfcWallType";
  IfcWindow: "IfcWindow";
  IfcWindowType: "IfcWindowType";
  IfcZone: "IfcZone";
}

export interface IfcArbitraryClosedProfileDef extends IfcProfileDef {
  readonly OuterCurve: RefTo<"IfcCurve">;
}

export interface IfcArbitraryProfileDefWithVoids extends IfcArbitraryClosedProfileDef {
  readonly InnerCurves: readonly RefTo<"IfcCurve">[];
}

export interface IfcAxis2Placement2D extends IfcPlacement {
  readonly RefDirection?: RefTo<"IfcDirection"> | undefined;
}

export interface IfcAxis2Placement3D extends IfcPlacement {
  readonly Axis?: RefTo<"IfcDirection"> | undefined;
  readonly RefDirection?: RefTo<"IfcDirection"> | undefined;
}

export type IfcBoundedCurve = IfcCurve;

export interface IfcBuilding extends IfcFacility {
  readonly ElevationOfRefHeight?: number | undefined;
  readonly ElevationOfTerrain?: number | undefined;
  readonly BuildingAddress?: never | undefined;
}

export interface IfcBuildingStorey extends IfcSpatialStructureElement {
  readonly Elevation?: number | undefined;
}

export type IfcBuiltElement = IfcElement;

export type IfcBuiltElementType = IfcElementType;

export interface IfcCartesianPoint extends IfcPoint {
  readonly Coordinates: readonly number[];
}

export interface IfcCartesianTransformationOperator extends IfcGeometricRepresentationItem {
  readonly Axis1?: RefTo<"IfcDirection"> | undefined;
  readonly Axis2?: RefTo<"IfcDirection"> | undefined;
  readonly LocalOrigin: RefTo<"IfcCartesianPoint">;
  readonly Scale?: number | undefined;
}

export interface IfcCartesianTransformationOperator3D extends IfcCartesianTransformationOperator {
  readonly Axis3?: RefTo<"IfcDirection"> | undefined;
}

export interface IfcCircleProfileDef extends IfcParameterizedProfileDef {
  readonly Radius: number;
}

export interface IfcClassification extends IfcExternalInformation {
  readonly Source?: string | undefined;
  readonly Edition?: string | undefined;
  readonly EditionDate?: string | undefined;
  readonly Name: string;
  readonly Description?: string | undefined;
  readonly Specification?: string | undefined;
  readonly ReferenceTokens?: readonly string[] | undefined;
}

export interface IfcClassificationReference extends IfcExternalReference {
  readonly ReferencedSource?: IfcClassificationReferenceSelect | undefined;
  readonly Description?: string | undefined;
  readonly Sort?: string | undefined;
}

export type IfcClosedShell = IfcConnectedFaceSet;

export interface IfcColourRgb extends IfcColourSpecification {
  readonly Red: number;
  readonly Green: number;
  readonly Blue: number;
}

export interface IfcColourSpecification extends IfcPresentationItem {
  readonly Name?: string | undefined;
}

export interface IfcColumn extends IfcBuiltElement {
  readonly PredefinedType?: IfcColumnTypeEnum | undefined;
}

export interface IfcColumnType extends IfcBuiltElementType {
  readonly PredefinedType: IfcColumnTypeEnum;
}

export interface IfcConnectedFaceSet extends IfcTopologicalRepresentationItem {
  readonly CfsFaces: readonly RefTo<"IfcFace">[];
}

export interface IfcContext extends IfcObjectDefinition {
  readonly ObjectType?: string | undefined;
  readonly LongName?: string | undefined;
  readonly Phase?: string | undefined;
  readonly RepresentationContexts?: readonly RefTo<"IfcRepresentationContext">[] | undefined;
  readonly UnitsInContext?: RefTo<"IfcUnitAssignment"> | undefined;
}

export interface IfcCoordinateOperation {
  readonly SourceCRS: IfcCoordinateReferenceSystemSelect;
  readonly TargetCRS: RefTo<"IfcCoordinateReferenceSystem">;
}

export interface IfcCoordinateReferenceSystem {
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly GeodeticDatum?: string | undefined;
}

export type IfcCurve = IfcGeometricRepresentationItem;

export interface IfcDerivedUnit {
  readonly Elements: readonly RefTo<"IfcDerivedUnitElement">[];
  readonly UnitType: IfcDerivedUnitEnum;
  readonly UserDefinedType?: string | undefined;
  readonly Name?: string | undefined;
}

export interface IfcDerivedUnitElement {
  readonly Unit: RefTo<"IfcNamedUnit">;
  readonly Exponent: number;
}

export interface IfcDirection extends IfcGeometricRepresentationItem {
  readonly DirectionRatios: readonly number[];
}

export type IfcDistributionElement = IfcElement;

export type IfcDistributionElementType = IfcElementType;

export type IfcDistributionFlowElement = IfcDistributionElement;

export type IfcDistributionFlowElementType = IfcDistributionElementType;

export interface IfcDistributionSystem extends IfcSystem {
  readonly LongName?: string | undefined;
  readonly PredefinedType?: IfcDistributionSystemEnum | undefined;
}

export interface IfcDoor extends IfcBuiltElement {
  readonly OverallHeight?: number | undefined;
  readonly OverallWidth?: number | undefined;
  readonly PredefinedType?: IfcDoorTypeEnum | undefined;
  readonly OperationType?: IfcDoorTypeOperationEnum | undefined;
  readonly UserDefinedOperationType?: string | undefined;
}

export interface IfcDoorType extends IfcBuiltElementType {
  readonly PredefinedType: IfcDoorTypeEnum;
  readonly OperationType: IfcDoorTypeOperationEnum;
  readonly ParameterTakesPrecedence?: boolean | undefined;
  readonly UserDefinedOperationType?: string | undefined;
}

export interface IfcElectricAppliance extends IfcFlowTerminal {
  readonly PredefinedType?: IfcElectricApplianceTypeEnum | undefined;
}

export interface IfcElectricApplianceType extends IfcFlowTerminalType {
  readonly PredefinedType: IfcElectricApplianceTypeEnum;
}

export interface IfcElement extends IfcProduct {
  readonly Tag?: string | undefined;
}

export interface IfcElementQuantity extends IfcQuantitySet {
  readonly MethodOfMeasurement?: string | undefined;
  readonly Quantities: readonly RefTo<"IfcPhysicalQuantity">[];
}

export interface IfcElementType extends IfcTypeProduct {
  readonly ElementType?: string | undefined;
}

export type IfcEnergyConversionDevice = IfcDistributionFlowElement;

export type IfcEnergyConversionDeviceType = IfcDistributionFlowElementType;

export type IfcExternalInformation = object;

export interface IfcExternalReference {
  readonly Location?: string | undefined;
  readonly Identification?: string | undefined;
  readonly Name?: string | undefined;
}

export interface IfcExtrudedAreaSolid extends IfcSweptAreaSolid {
  readonly ExtrudedDirection: RefTo<"IfcDirection">;
  readonly Depth: number;
}

export interface IfcFace extends IfcTopologicalRepresentationItem {
  readonly Bounds: readonly RefTo<"IfcFaceBound">[];
}

export interface IfcFaceBound extends IfcTopologicalRepresentationItem {
  readonly Bound: RefTo<"IfcLoop">;
  readonly Orientation: boolean;
}

export type IfcFaceOuterBound = IfcFaceBound;

export type IfcFacetedBrep = IfcManifoldSolidBrep;

export type IfcFacility = IfcSpatialStructureElement;

export type IfcFeatureElement = IfcElement;

export type IfcFeatureElementSubtraction = IfcFeatureElement;

export type IfcFlowTerminal = IfcDistributionFlowElement;

export type IfcFlowTerminalType = IfcDistributionFlowElementType;

export interface IfcFooting extends IfcBuiltElement {
  readonly PredefinedType?: IfcFootingTypeEnum | undefined;
}

export type IfcFurnishingElement = IfcElement;

export type IfcFurnishingElementType = IfcElementType;

export interface IfcFurniture extends IfcFurnishingElement {
  readonly PredefinedType?: IfcFurnitureTypeEnum | undefined;
}

export interface IfcFurnitureType extends IfcFurnishingElementType {
  readonly AssemblyPlace: IfcAssemblyPlaceEnum;
  readonly PredefinedType?: IfcFurnitureTypeEnum | undefined;
}

export interface IfcGeographicElement extends IfcElement {
  readonly PredefinedType?: IfcGeographicElementTypeEnum | undefined;
}

export interface IfcGeometricRepresentationContext extends IfcRepresentationContext {
  readonly CoordinateSpaceDimension: number;
  readonly Precision?: number | undefined;
  readonly WorldCoordinateSystem: IfcAxis2Placement;
  readonly TrueNorth?: RefTo<"IfcDirection"> | undefined;
}

export type IfcGeometricRepresentationItem = IfcRepresentationItem;

export interface IfcGeometricRepresentationSubContext extends Omit<IfcGeometricRepresentationContext, "CoordinateSpaceDimension" | "Precision" | "WorldCoordinateSystem" | "TrueNorth"> {
  readonly ParentContext: RefTo<"IfcGeometricRepresentationContext">;
  readonly TargetScale?: number | undefined;
  readonly TargetView: IfcGeometricProjectionEnum;
  readonly UserDefinedTargetView?: string | undefined;
}

export type IfcGroup = IfcObject;

export interface IfcLocalPlacement extends IfcObjectPlacement {
  readonly RelativePlacement: IfcAxis2Placement;
}

export type IfcLoop = IfcTopologicalRepresentationItem;

export interface IfcManifoldSolidBrep extends IfcSolidModel {
  readonly Outer: RefTo<"IfcClosedShell">;
}

export interface IfcMapConversion extends IfcCoordinateOperation {
  readonly Eastings: number;
  readonly Northings: number;
  readonly OrthogonalHeight: number;
  readonly XAxisAbscissa?: number | undefined;
  readonly XAxisOrdinate?: number | undefined;
  readonly Scale?: number | undefined;
}

export interface IfcMappedItem extends IfcRepresentationItem {
  readonly MappingSource: RefTo<"IfcRepresentationMap">;
  readonly MappingTarget: RefTo<"IfcCartesianTransformationOperator">;
}

export interface IfcMaterial extends IfcMaterialDefinition {
  readonly Name: string;
  readonly Description?: string | undefined;
  readonly Category?: string | undefined;
}

export type IfcMaterialDefinition = object;

export interface IfcMaterialLayer extends IfcMaterialDefinition {
  readonly Material?: RefTo<"IfcMaterial"> | undefined;
  readonly LayerThickness: number;
  readonly IsVentilated?: boolean | undefined;
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly Category?: string | undefined;
  readonly Priority?: number | undefined;
}

export interface IfcMaterialLayerSet extends IfcMaterialDefinition {
  readonly MaterialLayers: readonly RefTo<"IfcMaterialLayer">[];
  readonly LayerSetName?: string | undefined;
  readonly Description?: string | undefined;
}

export interface IfcMaterialLayerSetUsage extends IfcMaterialUsageDefinition {
  readonly ForLayerSet: RefTo<"IfcMaterialLayerSet">;
  readonly LayerSetDirection: IfcLayerSetDirectionEnum;
  readonly DirectionSense: IfcDirectionSenseEnum;
  readonly OffsetFromReferenceLine: number;
  readonly ReferenceExtent?: number | undefined;
}

export type IfcMaterialUsageDefinition = object;

export interface IfcNamedUnit {
  readonly Dimensions: never;
  readonly UnitType: IfcUnitEnum;
}

export interface IfcObject extends IfcObjectDefinition {
  readonly ObjectType?: string | undefined;
}

export type IfcObjectDefinition = IfcRoot;

export interface IfcObjectPlacement {
  readonly PlacementRelTo?: RefTo<"IfcObjectPlacement"> | undefined;
}

export interface IfcOpeningElement extends IfcFeatureElementSubtraction {
  readonly PredefinedType?: IfcOpeningElementTypeEnum | undefined;
}

export interface IfcParameterizedProfileDef extends IfcProfileDef {
  readonly Position?: RefTo<"IfcAxis2Placement2D"> | undefined;
}

export interface IfcPhysicalQuantity {
  readonly Name: string;
  readonly Description?: string | undefined;
}

export interface IfcPhysicalSimpleQuantity extends IfcPhysicalQuantity {
  readonly Unit?: RefTo<"IfcNamedUnit"> | undefined;
}

export interface IfcPlacement extends IfcGeometricRepresentationItem {
  readonly Location: RefTo<"IfcPoint">;
}

export type IfcPoint = IfcGeometricRepresentationItem;

export interface IfcPolyLoop extends IfcLoop {
  readonly Polygon: readonly RefTo<"IfcCartesianPoint">[];
}

export interface IfcPolyline extends IfcBoundedCurve {
  readonly Points: readonly RefTo<"IfcCartesianPoint">[];
}

export type IfcPresentationItem = object;

export interface IfcPresentationStyle {
  readonly Name?: string | undefined;
}

export interface IfcProduct extends IfcObject {
  readonly ObjectPlacement?: RefTo<"IfcObjectPlacement"> | undefined;
  readonly Representation?: RefTo<"IfcProductRepresentation"> | undefined;
}

export type IfcProductDefinitionShape = IfcProductRepresentation;

export interface IfcProductRepresentation {
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly Representations: readonly RefTo<"IfcRepresentation">[];
}

export interface IfcProfileDef {
  readonly ProfileType: IfcProfileTypeEnum;
  readonly ProfileName?: string | undefined;
}

export type IfcProject = IfcContext;

export interface IfcProjectedCRS extends IfcCoordinateReferenceSystem {
  readonly VerticalDatum?: string | undefined;
  readonly MapProjection?: string | undefined;
  readonly MapZone?: string | undefined;
  readonly MapUnit?: RefTo<"IfcNamedUnit"> | undefined;
}

export interface IfcProperty extends IfcPropertyAbstraction {
  readonly Name: string;
  readonly Specification?: string | undefined;
}

export type IfcPropertyAbstraction = object;

export type IfcPropertyDefinition = IfcRoot;

export interface IfcPropertySet extends IfcPropertySetDefinition {
  readonly HasProperties: readonly RefTo<"IfcProperty">[];
}

export type IfcPropertySetDefinition = IfcPropertyDefinition;

export interface IfcPropertySingleValue extends IfcSimpleProperty {
  readonly NominalValue?: IfcValue | undefined;
  readonly Unit?: IfcUnit | undefined;
}

export interface IfcQuantityArea extends IfcPhysicalSimpleQuantity {
  readonly AreaValue: number;
  readonly Formula?: string | undefined;
}

export interface IfcQuantityLength extends IfcPhysicalSimpleQuantity {
  readonly LengthValue: number;
  readonly Formula?: string | undefined;
}

export type IfcQuantitySet = IfcPropertySetDefinition;

export interface IfcQuantityVolume extends IfcPhysicalSimpleQuantity {
  readonly VolumeValue: number;
  readonly Formula?: string | undefined;
}

export interface IfcRailing extends IfcBuiltElement {
  readonly PredefinedType?: IfcRailingTypeEnum | undefined;
}

export interface IfcRectangleProfileDef extends IfcParameterizedProfileDef {
  readonly XDim: number;
  readonly YDim: number;
}

export interface IfcRelAggregates extends IfcRelDecomposes {
  readonly RelatingObject: RefTo<"IfcObjectDefinition">;
  readonly RelatedObjects: readonly RefTo<"IfcObjectDefinition">[];
}

export interface IfcRelAssigns extends IfcRelationship {
  readonly RelatedObjects: readonly RefTo<"IfcObjectDefinition">[];
  readonly RelatedObjectsType?: boolean | undefined;
}

export interface IfcRelAssignsToGroup extends IfcRelAssigns {
  readonly RelatingGroup: RefTo<"IfcGroup">;
}

export interface IfcRelAssociates extends IfcRelationship {
  readonly RelatedObjects: readonly IfcDefinitionSelect[];
}

export interface IfcRelAssociatesClassification extends IfcRelAssociates {
  readonly RelatingClassification: IfcClassificationSelect;
}

export interface IfcRelAssociatesMaterial extends IfcRelAssociates {
  readonly RelatingMaterial: IfcMaterialSelect;
}

export type IfcRelConnects = IfcRelationship;

export interface IfcRelContainedInSpatialStructure extends IfcRelConnects {
  readonly RelatedElements: readonly RefTo<"IfcProduct">[];
  readonly RelatingStructure: RefTo<"IfcSpatialElement">;
}

export type IfcRelDecomposes = IfcRelationship;

export type IfcRelDefines = IfcRelationship;

export interface IfcRelDefinesByProperties extends IfcRelDefines {
  readonly RelatedObjects: readonly RefTo<"IfcObjectDefinition">[];
  readonly RelatingPropertyDefinition: IfcPropertySetDefinitionSelect;
}

export interface IfcRelDefinesByType extends IfcRelDefines {
  readonly RelatedObjects: readonly RefTo<"IfcObject">[];
  readonly RelatingType: RefTo<"IfcTypeObject">;
}

export interface IfcRelFillsElement extends IfcRelConnects {
  readonly RelatingOpeningElement: RefTo<"IfcOpeningElement">;
  readonly RelatedBuildingElement: RefTo<"IfcElement">;
}

export interface IfcRelReferencedInSpatialStructure extends IfcRelConnects {
  readonly RelatedElements: readonly IfcSpatialReferenceSelect[];
  readonly RelatingStructure: RefTo<"IfcSpatialElement">;
}

export interface IfcRelSpaceBoundary extends IfcRelConnects {
  readonly RelatingSpace: IfcSpaceBoundarySelect;
  readonly RelatedBuildingElement: RefTo<"IfcElement">;
  readonly ConnectionGeometry?: never | undefined;
  readonly PhysicalOrVirtualBoundary: IfcPhysicalOrVirtualEnum;
  readonly InternalOrExternalBoundary: IfcInternalOrExternalEnum;
}

export interface IfcRelVoidsElement extends IfcRelDecomposes {
  readonly RelatingBuildingElement: RefTo<"IfcElement">;
  readonly RelatedOpeningElement: RefTo<"IfcFeatureElementSubtraction">;
}

export type IfcRelationship = IfcRoot;

export interface IfcRepresentation {
  readonly ContextOfItems: RefTo<"IfcRepresentationContext">;
  readonly RepresentationIdentifier?: string | undefined;
  readonly RepresentationType?: string | undefined;
  readonly Items: readonly RefTo<"IfcRepresentationItem">[];
}

export interface IfcRepresentationContext {
  readonly ContextIdentifier?: string | undefined;
  readonly ContextType?: string | undefined;
}

export type IfcRepresentationItem = object;

export interface IfcRepresentationMap {
  readonly MappingOrigin: IfcAxis2Placement;
  readonly MappedRepresentation: RefTo<"IfcRepresentation">;
}

export interface IfcRoof extends IfcBuiltElement {
  readonly PredefinedType?: IfcRoofTypeEnum | undefined;
}

export interface IfcRoot {
  readonly GlobalId: string;
  readonly OwnerHistory?: never | undefined;
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
}

export interface IfcSIUnit extends Omit<IfcNamedUnit, "Dimensions"> {
  readonly Prefix?: IfcSIPrefix | undefined;
  readonly Name: IfcSIUnitName;
}

export interface IfcSanitaryTerminal extends IfcFlowTerminal {
  readonly PredefinedType?: IfcSanitaryTerminalTypeEnum | undefined;
}

export interface IfcSanitaryTerminalType extends IfcFlowTerminalType {
  readonly PredefinedType: IfcSanitaryTerminalTypeEnum;
}

export type IfcShapeModel = IfcRepresentation;

export type IfcShapeRepresentation = IfcShapeModel;

export type IfcSimpleProperty = IfcProperty;

export interface IfcSite extends IfcSpatialStructureElement {
  readonly RefLatitude?: readonly number[] | undefined;
  readonly RefLongitude?: readonly number[] | undefined;
  readonly RefElevation?: number | undefined;
  readonly LandTitleNumber?: string | undefined;
  readonly SiteAddress?: never | undefined;
}

export interface IfcSlab extends IfcBuiltElement {
  readonly PredefinedType?: IfcSlabTypeEnum | undefined;
}

export interface IfcSlabType extends IfcBuiltElementType {
  readonly PredefinedType: IfcSlabTypeEnum;
}

export interface IfcSolarDevice extends IfcEnergyConversionDevice {
  readonly PredefinedType?: IfcSolarDeviceTypeEnum | undefined;
}

export interface IfcSolarDeviceType extends IfcEnergyConversionDeviceType {
  readonly PredefinedType: IfcSolarDeviceTypeEnum;
}

export type IfcSolidModel = IfcGeometricRepresentationItem;

export interface IfcSpace extends IfcSpatialStructureElement {
  readonly PredefinedType?: IfcSpaceTypeEnum | undefined;
  readonly ElevationWithFlooring?: number | undefined;
}

export interface IfcSpaceType extends IfcSpatialStructureElementType {
  readonly PredefinedType: IfcSpaceTypeEnum;
  readonly LongName?: string | undefined;
}

export interface IfcSpatialElement extends IfcProduct {
  readonly LongName?: string | undefined;
}

export interface IfcSpatialElementType extends IfcTypeProduct {
  readonly ElementType?: string | undefined;
}

export interface IfcSpatialStructureElement extends IfcSpatialElement {
  readonly CompositionType?: IfcElementCompositionEnum | undefined;
}

export type IfcSpatialStructureElementType = IfcSpatialElementType;

export interface IfcStair extends IfcBuiltElement {
  readonly PredefinedType?: IfcStairTypeEnum | undefined;
}

export interface IfcStairFlight extends IfcBuiltElement {
  readonly NumberOfRisers?: number | undefined;
  readonly NumberOfTreads?: number | undefined;
  readonly RiserHeight?: number | undefined;
  readonly TreadLength?: number | undefined;
  readonly PredefinedType?: IfcStairFlightTypeEnum | undefined;
}

export interface IfcStyledItem extends IfcRepresentationItem {
  readonly Item?: RefTo<"IfcRepresentationItem"> | undefined;
  readonly Styles: readonly RefTo<"IfcPresentationStyle">[];
  readonly Name?: string | undefined;
}

export interface IfcSurfaceStyle extends IfcPresentationStyle {
  readonly Side: IfcSurfaceSide;
  readonly Styles: readonly IfcSurfaceStyleElementSelect[];
}

export interface IfcSurfaceStyleRendering extends IfcSurfaceStyleShading {
  readonly DiffuseColour?: IfcColourOrFactor | undefined;
  readonly TransmissionColour?: IfcColourOrFactor | undefined;
  readonly DiffuseTransmissionColour?: IfcColourOrFactor | undefined;
  readonly ReflectionColour?: IfcColourOrFactor | undefined;
  readonly SpecularColour?: IfcColourOrFactor | undefined;
  readonly SpecularHighlight?: IfcSpecularHighlightSelect | undefined;
  readonly ReflectanceMethod: IfcReflectanceMethodEnum;
}

export interface IfcSurfaceStyleShading extends IfcPresentationItem {
  readonly SurfaceColour: RefTo<"IfcColourRgb">;
  readonly Transparency?: number | undefined;
}

export interface IfcSweptAreaSolid extends IfcSolidModel {
  readonly SweptArea: RefTo<"IfcProfileDef">;
  readonly Position?: RefTo<"IfcAxis2Placement3D"> | undefined;
}

export type IfcSystem = IfcGroup;

export type IfcTopologicalRepresentationItem = IfcRepresentationItem;

export interface IfcTransportElement extends IfcTransportationDevice {
  readonly PredefinedType?: IfcTransportElementTypeEnum | undefined;
}

export interface IfcTransportElementType extends IfcTransportationDeviceType {
  readonly PredefinedType: IfcTransportElementTypeEnum;
}

export type IfcTransportationDevice = IfcElement;

export type IfcTransportationDeviceType = IfcElementType;

export interface IfcTypeObject extends IfcObjectDefinition {
  readonly ApplicableOccurrence?: string | undefined;
  readonly HasPropertySets?: readonly RefTo<"IfcPropertySetDefinition">[] | undefined;
}

export interface IfcTypeProduct extends IfcTypeObject {
  readonly RepresentationMaps?: readonly RefTo<"IfcRepresentationMap">[] | undefined;
  readonly Tag?: string | undefined;
}

export interface IfcUnitAssignment {
  readonly Units: readonly IfcUnit[];
}

export interface IfcVehicle extends IfcTransportationDevice {
  readonly PredefinedType?: IfcVehicleTypeEnum | undefined;
}

export interface IfcWall extends IfcBuiltElement {
  readonly PredefinedType?: IfcWallTypeEnum | undefined;
}

export interface IfcWallType extends IfcBuiltElementType {
  readonly PredefinedType: IfcWallTypeEnum;
}

export interface IfcWindow extends IfcBuiltElement {
  readonly OverallHeight?: number | undefined;
  readonly OverallWidth?: number | undefined;
  readonly PredefinedType?: IfcWindowTypeEnum | undefined;
  readonly PartitioningType?: IfcWindowTypePartitioningEnum | undefined;
  readonly UserDefinedPartitioningType?: string | undefined;
}

export interface IfcWindowType extends IfcBuiltElementType {
  readonly PredefinedType: IfcWindowTypeEnum;
  readonly PartitioningType: IfcWindowTypePartitioningEnum;
  readonly ParameterTakesPrecedence?: boolean | undefined;
  readonly UserDefinedPartitioningType?: string | undefined;
}

export interface IfcZone extends IfcSystem {
  readonly LongName?: string | undefined;
}

/** Attributes of each entity. */
export interface Entities {
  IfcArbitraryClosedProfileDef: IfcArbitraryClosedProfileDef;
  IfcArbitraryProfileDefWithVoids: IfcArbitraryProfileDefWithVoids;
  IfcAxis2Placement2D: IfcAxis2Placement2D;
  IfcAxis2Placement3D: IfcAxis2Placement3D;
  IfcBuilding: IfcBuilding;
  IfcBuildingStorey: IfcBuildingStorey;
  IfcCartesianPoint: IfcCartesianPoint;
  IfcCartesianTransformationOperator3D: IfcCartesianTransformationOperator3D;
  IfcCircleProfileDef: IfcCircleProfileDef;
  IfcClassification: IfcClassification;
  IfcClassificationReference: IfcClassificationReference;
  IfcClosedShell: IfcClosedShell;
  IfcColourRgb: IfcColourRgb;
  IfcColumn: IfcColumn;
  IfcColumnType: IfcColumnType;
  IfcDerivedUnit: IfcDerivedUnit;
  IfcDerivedUnitElement: IfcDerivedUnitElement;
  IfcDirection: IfcDirection;
  IfcDistributionSystem: IfcDistributionSystem;
  IfcDoor: IfcDoor;
  IfcDoorType: IfcDoorType;
  IfcElectricAppliance: IfcElectricAppliance;
  IfcElectricApplianceType: IfcElectricApplianceType;
  IfcElementQuantity: IfcElementQuantity;
  IfcExtrudedAreaSolid: IfcExtrudedAreaSolid;
  IfcFace: IfcFace;
  IfcFaceOuterBound: IfcFaceOuterBound;
  IfcFacetedBrep: IfcFacetedBrep;
  IfcFooting: IfcFooting;
  IfcFurniture: IfcFurniture;
  IfcFurnitureType: IfcFurnitureType;
  IfcGeographicElement: IfcGeographicElement;
  IfcGeometricRepresentationContext: IfcGeometricRepresentationContext;
  IfcGeometricRepresentationSubContext: IfcGeometricRepresentationSubContext;
  IfcLocalPlacement: IfcLocalPlacement;
  IfcMapConversion: IfcMapConversion;
  IfcMappedItem: IfcMappedItem;
  IfcMaterial: IfcMaterial;
  IfcMaterialLayer: IfcMaterialLayer;
  IfcMaterialLayerSet: IfcMaterialLayerSet;
  IfcMaterialLayerSetUsage: IfcMaterialLayerSetUsage;
  IfcOpeningElement: IfcOpeningElement;
  IfcPolyLoop: IfcPolyLoop;
  IfcPolyline: IfcPolyline;
  IfcProductDefinitionShape: IfcProductDefinitionShape;
  IfcProject: IfcProject;
  IfcProjectedCRS: IfcProjectedCRS;
  IfcPropertySet: IfcPropertySet;
  IfcPropertySingleValue: IfcPropertySingleValue;
  IfcQuantityArea: IfcQuantityArea;
  IfcQuantityLength: IfcQuantityLength;
  IfcQuantityVolume: IfcQuantityVolume;
  IfcRailing: IfcRailing;
  IfcRectangleProfileDef: IfcRectangleProfileDef;
  IfcRelAggregates: IfcRelAggregates;
  IfcRelAssignsToGroup: IfcRelAssignsToGroup;
  IfcRelAssociatesClassification: IfcRelAssociatesClassification;
  IfcRelAssociatesMaterial: IfcRelAssociatesMaterial;
  IfcRelContainedInSpatialStructure: IfcRelContainedInSpatialStructure;
  IfcRelDefinesByProperties: IfcRelDefinesByProperties;
  IfcRelDefinesByType: IfcRelDefinesByType;
  IfcRelFillsElement: IfcRelFillsElement;
  IfcRelReferencedInSpatialStructure: IfcRelReferencedInSpatialStructure;
  IfcRelSpaceBoundary: IfcRelSpaceBoundary;
  IfcRelVoidsElement: IfcRelVoidsElement;
  IfcRepresentationMap: IfcRepresentationMap;
  IfcRoof: IfcRoof;
  IfcSIUnit: IfcSIUnit;
  IfcSanitaryTerminal: IfcSanitaryTerminal;
  IfcSanitaryTerminalType: IfcSanitaryTerminalType;
  IfcShapeRepresentation: IfcShapeRepresentation;
  IfcSite: IfcSite;
  IfcSlab: IfcSlab;
  IfcSlabType: IfcSlabType;
  IfcSolarDevice: IfcSolarDevice;
  IfcSolarDeviceType: IfcSolarDeviceType;
  IfcSpace: IfcSpace;
  IfcSpaceType: IfcSpaceType;
  IfcStair: IfcStair;
  IfcStairFlight: IfcStairFlight;
  IfcStyledItem: IfcStyledItem;
  IfcSurfaceStyle: IfcSurfaceStyle;
  IfcSurfaceStyleRendering: IfcSurfaceStyleRendering;
  IfcTransportElement: IfcTransportElement;
  IfcTransportElementType: IfcTransportElementType;
  IfcUnitAssignment: IfcUnitAssignment;
  IfcVehicle: IfcVehicle;
  IfcWall: IfcWall;
  IfcWallType: IfcWallType;
  IfcWindow: IfcWindow;
  IfcWindowType: IfcWindowType;
  IfcZone: IfcZone;
}

/** Attributes of each entity in the order of the file, with their kinds. */
export const attributeKinds: Readonly<Record<EntityName, Readonly<Record<string, AttributeKind>>>> = {
  IfcArbitraryClosedProfileDef: { ProfileType: "enum", ProfileName: "text", OuterCurve: "ref" },
  IfcArbitraryProfileDefWithVoids: { ProfileType: "enum", ProfileName: "text", OuterCurve: "ref", InnerCurves: "ref" },
  IfcAxis2Placement2D: { Location: "ref", RefDirection: "ref" },
  IfcAxis2Placement3D: { Location: "ref", Axis: "ref", RefDirection: "ref" },
  IfcBuilding: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", LongName: "text", CompositionType: "enum", ElevationOfRefHeight: "real", ElevationOfTerrain: "real", BuildingAddress: "ref" },
  IfcBuildingStorey: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", LongName: "text", CompositionType: "enum", Elevation: "real" },
  IfcCartesianPoint: { Coordinates: "real" },
  IfcCartesianTransformationOperator3D: { Axis1: "ref", Axis2: "ref", LocalOrigin: "ref", Scale: "real", Axis3: "ref" },
  IfcCircleProfileDef: { ProfileType: "enum", ProfileName: "text", Position: "ref", Radius: "real" },
  IfcClassification: { Source: "text", Edition: "text", EditionDate: "text", Name: "text", Description: "text", Specification: "text", ReferenceTokens: "text" },
  IfcClassificationReference: { Location: "text", Identification: "text", Name: "text", ReferencedSource: "select", Description: "text", Sort: "text" },
  IfcClosedShell: { CfsFaces: "ref" },
  IfcColourRgb: { Name: "text", Red: "real", Green: "real", Blue: "real" },
  IfcColumn: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcColumnType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum" },
  IfcDerivedUnit: { Elements: "ref", UnitType: "enum", UserDefinedType: "text", Name: "text" },
  IfcDerivedUnitElement: { Unit: "ref", Exponent: "integer" },
  IfcDirection: { DirectionRatios: "real" },
  IfcDistributionSystem: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", LongName: "text", PredefinedType: "enum" },
  IfcDoor: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", OverallHeight: "real", OverallWidth: "real", PredefinedType: "enum", OperationType: "enum", UserDefinedOperationType: "text" },
  IfcDoorType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum", OperationType: "enum", ParameterTakesPrecedence: "logical", UserDefinedOperationType: "text" },
  IfcElectricAppliance: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcElectricApplianceType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum" },
  IfcElementQuantity: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", MethodOfMeasurement: "text", Quantities: "ref" },
  IfcExtrudedAreaSolid: { SweptArea: "ref", Position: "ref", ExtrudedDirection: "ref", Depth: "real" },
  IfcFace: { Bounds: "ref" },
  IfcFaceOuterBound: { Bound: "ref", Orientation: "logical" },
  IfcFacetedBrep: { Outer: "ref" },
  IfcFooting: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcFurniture: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcFurnitureType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", AssemblyPlace: "enum", PredefinedType: "enum" },
  IfcGeographicElement: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcGeometricRepresentationContext: { ContextIdentifier: "text", ContextType: "text", CoordinateSpaceDimension: "integer", Precision: "real", WorldCoordinateSystem: "select", TrueNorth: "ref" },
  IfcGeometricRepresentationSubContext: { ContextIdentifier: "text", ContextType: "text", CoordinateSpaceDimension: "derived", Precision: "derived", WorldCoordinateSystem: "derived", TrueNorth: "derived", ParentContext: "ref", TargetScale: "real", TargetView: "enum", UserDefinedTargetView: "text" },
  IfcLocalPlacement: { PlacementRelTo: "ref", RelativePlacement: "select" },
  IfcMapConversion: { SourceCRS: "select", TargetCRS: "ref", Eastings: "real", Northings: "real", OrthogonalHeight: "real", XAxisAbscissa: "real", XAxisOrdinate: "real", Scale: "real" },
  IfcMappedItem: { MappingSource: "ref", MappingTarget: "ref" },
  IfcMaterial: { Name: "text", Description: "text", Category: "text" },
  IfcMaterialLayer: { Material: "ref", LayerThickness: "real", IsVentilated: "logical", Name: "text", Description: "text", Category: "text", Priority: "integer" },
  IfcMaterialLayerSet: { MaterialLayers: "ref", LayerSetName: "text", Description: "text" },
  IfcMaterialLayerSetUsage: { ForLayerSet: "ref", LayerSetDirection: "enum", DirectionSense: "enum", OffsetFromReferenceLine: "real", ReferenceExtent: "real" },
  IfcOpeningElement: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcPolyLoop: { Polygon: "ref" },
  IfcPolyline: { Points: "ref" },
  IfcProductDefinitionShape: { Name: "text", Description: "text", Representations: "ref" },
  IfcProject: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", LongName: "text", Phase: "text", RepresentationContexts: "ref", UnitsInContext: "ref" },
  IfcProjectedCRS: { Name: "text", Description: "text", GeodeticDatum: "text", VerticalDatum: "text", MapProjection: "text", MapZone: "text", MapUnit: "ref" },
  IfcPropertySet: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", HasProperties: "ref" },
  IfcPropertySingleValue: { Name: "text", Specification: "text", NominalValue: "select", Unit: "select" },
  IfcQuantityArea: { Name: "text", Description: "text", Unit: "ref", AreaValue: "real", Formula: "text" },
  IfcQuantityLength: { Name: "text", Description: "text", Unit: "ref", LengthValue: "real", Formula: "text" },
  IfcQuantityVolume: { Name: "text", Description: "text", Unit: "ref", VolumeValue: "real", Formula: "text" },
  IfcRailing: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcRectangleProfileDef: { ProfileType: "enum", ProfileName: "text", Position: "ref", XDim: "real", YDim: "real" },
  IfcRelAggregates: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatingObject: "ref", RelatedObjects: "ref" },
  IfcRelAssignsToGroup: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatedObjects: "ref", RelatedObjectsType: "logical", RelatingGroup: "ref" },
  IfcRelAssociatesClassification: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatedObjects: "select", RelatingClassification: "select" },
  IfcRelAssociatesMaterial: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatedObjects: "select", RelatingMaterial: "select" },
  IfcRelContainedInSpatialStructure: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatedElements: "ref", RelatingStructure: "ref" },
  IfcRelDefinesByProperties: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatedObjects: "ref", RelatingPropertyDefinition: "select" },
  IfcRelDefinesByType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatedObjects: "ref", RelatingType: "ref" },
  IfcRelFillsElement: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatingOpeningElement: "ref", RelatedBuildingElement: "ref" },
  IfcRelReferencedInSpatialStructure: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatedElements: "select", RelatingStructure: "ref" },
  IfcRelSpaceBoundary: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatingSpace: "select", RelatedBuildingElement: "ref", ConnectionGeometry: "ref", PhysicalOrVirtualBoundary: "enum", InternalOrExternalBoundary: "enum" },
  IfcRelVoidsElement: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", RelatingBuildingElement: "ref", RelatedOpeningElement: "ref" },
  IfcRepresentationMap: { MappingOrigin: "select", MappedRepresentation: "ref" },
  IfcRoof: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcSIUnit: { Dimensions: "derived", UnitType: "enum", Prefix: "enum", Name: "enum" },
  IfcSanitaryTerminal: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcSanitaryTerminalType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum" },
  IfcShapeRepresentation: { ContextOfItems: "ref", RepresentationIdentifier: "text", RepresentationType: "text", Items: "ref" },
  IfcSite: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", LongName: "text", CompositionType: "enum", RefLatitude: "integer", RefLongitude: "integer", RefElevation: "real", LandTitleNumber: "text", SiteAddress: "ref" },
  IfcSlab: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcSlabType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum" },
  IfcSolarDevice: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcSolarDeviceType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum" },
  IfcSpace: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", LongName: "text", CompositionType: "enum", PredefinedType: "enum", ElevationWithFlooring: "real" },
  IfcSpaceType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum", LongName: "text" },
  IfcStair: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcStairFlight: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", NumberOfRisers: "integer", NumberOfTreads: "integer", RiserHeight: "real", TreadLength: "real", PredefinedType: "enum" },
  IfcStyledItem: { Item: "ref", Styles: "ref", Name: "text" },
  IfcSurfaceStyle: { Name: "text", Side: "enum", Styles: "select" },
  IfcSurfaceStyleRendering: { SurfaceColour: "ref", Transparency: "real", DiffuseColour: "select", TransmissionColour: "select", DiffuseTransmissionColour: "select", ReflectionColour: "select", SpecularColour: "select", SpecularHighlight: "select", ReflectanceMethod: "enum" },
  IfcTransportElement: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcTransportElementType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum" },
  IfcUnitAssignment: { Units: "select" },
  IfcVehicle: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcWall: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", PredefinedType: "enum" },
  IfcWallType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum" },
  IfcWindow: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", ObjectPlacement: "ref", Representation: "ref", Tag: "text", OverallHeight: "real", OverallWidth: "real", PredefinedType: "enum", PartitioningType: "enum", UserDefinedPartitioningType: "text" },
  IfcWindowType: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ApplicableOccurrence: "text", HasPropertySets: "ref", RepresentationMaps: "ref", Tag: "text", ElementType: "text", PredefinedType: "enum", PartitioningType: "enum", ParameterTakesPrecedence: "logical", UserDefinedPartitioningType: "text" },
  IfcZone: { GlobalId: "text", OwnerHistory: "ref", Name: "text", Description: "text", ObjectType: "text", LongName: "text" },
};
