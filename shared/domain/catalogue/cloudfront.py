"""Rules on CloudFront."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="cloudfront-default-root-object-configured",
        identifier="CLOUDFRONT_DEFAULT_ROOT_OBJECT_CONFIGURED",
        title="CloudFront distributions have a default root object",
        severity=Severity.HIGH,
        remediation=(
            "Set the default root object (such as index.html) in the distribution's settings, so"
            " that nobody gets a list of the origin."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=("AWS FSBP: CloudFront.1", "NIST 800-53 r5: SC-7"),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-origin-access-identity-enabled",
        identifier="CLOUDFRONT_ORIGIN_ACCESS_IDENTITY_ENABLED",
        title="S3 origins can be read through CloudFront alone",
        severity=Severity.MEDIUM,
        remediation=(
            "Give the origin an origin access control, and let the bucket policy allow that"
            " distribution only."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=("NIST 800-53 r5: SC-7",),
        group="cloudfront-s3-origin-access-control-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-s3-origin-access-control-enabled",
        identifier="CLOUDFRONT_S3_ORIGIN_ACCESS_CONTROL_ENABLED",
        title="S3 origins use an origin access control",
        severity=Severity.MEDIUM,
        remediation=(
            "Create an origin access control, set it at the origin, and let the bucket policy"
            " allow that distribution only."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=("AWS FSBP: CloudFront.13",),
        group="cloudfront-s3-origin-access-control-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-viewer-policy-https",
        identifier="CLOUDFRONT_VIEWER_POLICY_HTTPS",
        title="CloudFront serves viewers over HTTPS",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the viewer protocol policy of each behaviour to redirect HTTP to HTTPS, or to"
            " HTTPS only."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=(
            "AWS FSBP: CloudFront.3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-origin-failover-enabled",
        identifier="CLOUDFRONT_ORIGIN_FAILOVER_ENABLED",
        title="CloudFront distributions have a second origin to fall back to",
        severity=Severity.LOW,
        remediation=(
            "Create an origin group with a primary and a secondary origin, and use it in the"
            " behaviours."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=("AWS FSBP: CloudFront.4", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-accesslogs-enabled",
        identifier="CLOUDFRONT_ACCESSLOGS_ENABLED",
        title="CloudFront distributions log requests",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on standard logging in the distribution's settings and choose a bucket of its"
            " own for it."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        parameters={"S3BucketName": ""},
        frameworks=(
            "AWS FSBP: CloudFront.5",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-associated-with-waf",
        identifier="CLOUDFRONT_ASSOCIATED_WITH_WAF",
        title="CloudFront distributions are behind a web application firewall",
        severity=Severity.MEDIUM,
        remediation=(
            "Associate a web ACL with the distribution, with at least the managed core rule set."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        parameters={"wafWebAclIds": ""},
        frameworks=("AWS FSBP: CloudFront.6", "NIST 800-53 r5: AC-4"),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-custom-ssl-certificate",
        identifier="CLOUDFRONT_CUSTOM_SSL_CERTIFICATE",
        title="CloudFront distributions use certificates of their own",
        severity=Severity.LOW,
        remediation=(
            "Request a certificate of ACM in us-east-1 for the domain and choose it in the"
            " distribution's settings."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=(
            "AWS FSBP: CloudFront.7",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-sni-enabled",
        identifier="CLOUDFRONT_SNI_ENABLED",
        title="CloudFront serves HTTPS by server name",
        severity=Severity.LOW,
        remediation=(
            "Choose SNI for the distribution's certificate; dedicated addresses are needed only by"
            " very old clients, and cost much."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=("AWS FSBP: CloudFront.8", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-traffic-to-origin-encrypted",
        identifier="CLOUDFRONT_TRAFFIC_TO_ORIGIN_ENCRYPTED",
        title="CloudFront talks to custom origins over HTTPS",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the origin protocol policy to HTTPS only, or to match the viewer where viewers"
            " must use HTTPS."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=(
            "AWS FSBP: CloudFront.9",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-no-deprecated-ssl-protocols",
        identifier="CLOUDFRONT_NO_DEPRECATED_SSL_PROTOCOLS",
        title="CloudFront does not use SSLv3 towards origins",
        severity=Severity.MEDIUM,
        remediation=(
            "Remove SSLv3 from the minimum protocols of each custom origin; TLS 1.2 is enough for"
            " all."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=(
            "AWS FSBP: CloudFront.10",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-security-policy-check",
        identifier="CLOUDFRONT_SECURITY_POLICY_CHECK",
        title="CloudFront asks viewers for TLS 1.2",
        severity=Severity.MEDIUM,
        remediation=(
            "Choose the security policy TLSv1.2_2021 or newer; it needs a certificate of your own"
            " and SNI."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudfront-s3-origin-non-existent-bucket",
        identifier="CLOUDFRONT_S3_ORIGIN_NON_EXISTENT_BUCKET",
        title="CloudFront origins point to buckets that exist",
        severity=Severity.HIGH,
        remediation=(
            "Remove the origin, or create the bucket again in your own account before somebody"
            " else does."
        ),
        resource_types=("AWS::CloudFront::Distribution",),
        frameworks=("AWS FSBP: CloudFront.12", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
)
