"""The codes of FHIR R4 that decide how a resource is read.

Source: fhir-r4, the value sets of each element. A test holds these tables against the
published code systems.
"""

from typing import Final

__all__ = [
    "COMPARATORS",
    "DIRECTORY",
    "ENTERED_IN_ERROR",
    "RESOURCE_TYPES",
    "STATUSES",
    "VERIFICATIONS",
]


def _codes(written: str) -> frozenset[str]:
    return frozenset(written.split())


ENTERED_IN_ERROR: Final = "entered-in-error"

FINANCIAL: Final = "active cancelled draft entered-in-error"

STATUSES: Final = {
    resource_type: {code: code for code in codes.split()}
    for resource_type, codes in {
        "CarePlan": "draft active on-hold revoked completed entered-in-error unknown",
        "CareTeam": "proposed active suspended inactive entered-in-error",
        "Claim": FINANCIAL,
        "Condition": "active recurrence relapse inactive remission resolved",
        "Encounter": "planned arrived triaged in-progress onleave finished cancelled"
        " entered-in-error unknown",
        "ExplanationOfBenefit": FINANCIAL,
        "Goal": "proposed planned accepted active on-hold completed cancelled"
        " entered-in-error rejected",
        "Immunization": "completed entered-in-error not-done",
        "MedicationRequest": "active on-hold cancelled completed entered-in-error"
        " stopped draft unknown",
        "Observation": "registered preliminary final amended corrected cancelled"
        " entered-in-error unknown",
        "Procedure": "preparation in-progress not-done on-hold stopped completed"
        " entered-in-error unknown",
    }.items()
}
"""The statuses of each type; one that is not here is refused, never passed on."""

VERIFICATIONS: Final = _codes(
    "unconfirmed provisional differential confirmed refuted entered-in-error"
)
"""How sure a condition is (Condition.verificationStatus)."""

COMPARATORS: Final = _codes("< <= >= >")
"""What makes the value of a quantity a bound (Quantity.comparator)."""

DIRECTORY: Final = _codes(
    "Group Location Medication Organization Practitioner PractitionerRole"
)
"""Types that say who and what there is, and not what happened to anyone."""

RESOURCE_TYPES: Final = _codes(
    """
    Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment
    AppointmentResponse AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure
    Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem
    ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication
    CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent
    Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse
    DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement
    DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis
    Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare
    EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit
    FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse
    HealthcareService ImagingStudy Immunization ImmunizationEvaluation
    ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage
    List Location Measure MeasureReport Media Medication MedicationAdministration
    MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement
    MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication
    MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
    MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical
    MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence
    NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition
    OperationOutcome Organization OrganizationAffiliation Parameters Patient
    PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner
    PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse
    RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition
    ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule
    SearchParameter ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition
    StructureMap Subscription Substance SubstanceNucleicAcid SubstancePolymer
    SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial
    SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities
    TestReport TestScript ValueSet VerificationResult VisionPrescription
    """
)
"""Every type of R4: the name of any other is not repeated, as it may say anything."""
