"""Rules on load balancers."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="alb-http-drop-invalid-header-enabled",
        identifier="ALB_HTTP_DROP_INVALID_HEADER_ENABLED",
        title="Application load balancers drop invalid headers",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on dropping of invalid header fields in the attributes of the load balancer."
        ),
        resource_types=("AWS::ElasticLoadBalancingV2::LoadBalancer",),
        frameworks=("AWS FSBP: ELB.4", "NIST 800-53 r5: SC-7", "NIST 800-53 r5: SC-8"),
        in_default_set=False,
    ),
    RuleInfo(
        name="alb-desync-mode-check",
        identifier="ALB_DESYNC_MODE_CHECK",
        title="Application load balancers defend against desynchronised requests",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the desync mitigation mode of the load balancer to defensive or strictest."
        ),
        resource_types=("AWS::ElasticLoadBalancingV2::LoadBalancer",),
        parameters={"desyncMode": ""},
        frameworks=("AWS FSBP: ELB.12", "NIST 800-53 r5: AC-4", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="clb-desync-mode-check",
        identifier="CLB_DESYNC_MODE_CHECK",
        title="Classic load balancers defend against desynchronised requests",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the desync mitigation mode of the load balancer to defensive or strictest."
        ),
        resource_types=("AWS::ElasticLoadBalancing::LoadBalancer",),
        parameters={"desyncMode": ""},
        frameworks=("AWS FSBP: ELB.14", "NIST 800-53 r5: AC-4", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="alb-waf-enabled",
        identifier="ALB_WAF_ENABLED",
        title="Application load balancers are behind a web application firewall",
        severity=Severity.MEDIUM,
        remediation="Associate a regional web ACL with the load balancer.",
        resource_types=("AWS::ElasticLoadBalancingV2::LoadBalancer",),
        parameters={"wafWebAclIds": ""},
        frameworks=("NIST 800-53 r5: AC-4",),
        in_default_set=False,
    ),
    RuleInfo(
        name="elb-logging-enabled",
        identifier="ELB_LOGGING_ENABLED",
        title="Load balancers write access logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on access logs in the attributes of the load balancer; the bucket's policy has"
            " to let it write."
        ),
        resource_types=(
            "AWS::ElasticLoadBalancing::LoadBalancer",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
        ),
        parameters={"s3BucketNames": ""},
        frameworks=(
            "AWS FSBP: ELB.5",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="elb-deletion-protection-enabled",
        identifier="ELB_DELETION_PROTECTION_ENABLED",
        title="Load balancers are protected against deletion",
        severity=Severity.LOW,
        remediation="Turn on deletion protection in the attributes of the load balancer.",
        resource_types=("AWS::ElasticLoadBalancingV2::LoadBalancer",),
        frameworks=("AWS FSBP: ELB.6", "NIST 800-53 r5: CM-2", "NIST 800-53 r5: CM-3"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elb-acm-certificate-required",
        identifier="ELB_ACM_CERTIFICATE_REQUIRED",
        title="Classic load balancers use certificates of ACM",
        severity=Severity.MEDIUM,
        remediation="Request or import the certificate in ACM and choose it at the listener.",
        resource_types=("AWS::ElasticLoadBalancing::LoadBalancer",),
        frameworks=(
            "AWS FSBP: ELB.2",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="elbv2-acm-certificate-required",
        identifier="ELBV2_ACM_CERTIFICATE_REQUIRED",
        title="Load balancers use certificates of ACM",
        severity=Severity.MEDIUM,
        remediation="Request or import the certificate in ACM and choose it at the listener.",
        resource_types=("AWS::ElasticLoadBalancingV2::LoadBalancer",),
        parameters={"AcmCertificatesAllowed": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="elb-predefined-security-policy-ssl-check",
        identifier="ELB_PREDEFINED_SECURITY_POLICY_SSL_CHECK",
        title="Classic load balancers use a strong predefined security policy",
        severity=Severity.MEDIUM,
        remediation=(
            "Choose the policy that the rule's parameters name (ELBSecurityPolicy-TLS-1-2-2017-01)"
            " at each HTTPS or SSL listener."
        ),
        resource_types=("AWS::ElasticLoadBalancing::LoadBalancer",),
        parameters={"predefinedPolicyName": ""},
        frameworks=(
            "AWS FSBP: ELB.8",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="elbv2-predefined-security-policy-ssl-check",
        identifier="ELBV2_PREDEFINED_SECURITY_POLICY_SSL_CHECK",
        title="Load balancers use a recommended security policy",
        severity=Severity.MEDIUM,
        remediation=(
            "Choose a policy with TLS 1.2 or newer (ELBSecurityPolicy-TLS13-1-2-2021-06) at each"
            " HTTPS or TLS listener."
        ),
        resource_types=("AWS::ElasticLoadBalancingV2::Listener",),
        parameters={"sslPolicies": ""},
        frameworks=("AWS FSBP: ELB.17",),
        in_default_set=False,
    ),
    RuleInfo(
        name="elb-cross-zone-load-balancing-enabled",
        identifier="ELB_CROSS_ZONE_LOAD_BALANCING_ENABLED",
        title="Classic load balancers spread load over zones",
        severity=Severity.LOW,
        remediation="Turn on cross-zone load balancing in the attributes of the load balancer.",
        resource_types=("AWS::ElasticLoadBalancing::LoadBalancer",),
        frameworks=("AWS FSBP: ELB.9", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="clb-multiple-az",
        identifier="CLB_MULTIPLE_AZ",
        title="Classic load balancers span several zones",
        severity=Severity.MEDIUM,
        remediation="Add subnets of further zones to the load balancer.",
        resource_types=("AWS::ElasticLoadBalancing::LoadBalancer",),
        parameters={"minAvailabilityZones": ""},
        frameworks=("AWS FSBP: ELB.10", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elbv2-multiple-az",
        identifier="ELBV2_MULTIPLE_AZ",
        title="Load balancers span several zones",
        severity=Severity.MEDIUM,
        remediation="Add subnets of further zones to the load balancer.",
        resource_types=("AWS::ElasticLoadBalancingV2::LoadBalancer",),
        parameters={"minAvailabilityZones": ""},
        frameworks=("AWS FSBP: ELB.13", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elbv2-listener-encryption-in-transit",
        identifier="ELBV2_LISTENER_ENCRYPTION_IN_TRANSIT",
        title="Listeners of load balancers are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Replace HTTP and TCP listeners by HTTPS and TLS ones, or let HTTP only redirect."
        ),
        resource_types=("AWS::ElasticLoadBalancingV2::Listener",),
        frameworks=("AWS FSBP: ELB.18",),
        in_default_set=False,
    ),
)
