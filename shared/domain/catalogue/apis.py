"""Rules on API Gateway, AppSync and web application firewalls."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="api-gw-execution-logging-enabled",
        identifier="API_GW_EXECUTION_LOGGING_ENABLED",
        title="Stages of API Gateway log what they execute",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on CloudWatch logs with level ERROR or INFO in the stage's settings; the account"
            " needs a logging role for API Gateway."
        ),
        resource_types=("AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage"),
        parameters={"loggingLevel": "ERROR,INFO"},
        frameworks=(
            "AWS FSBP: APIGateway.1",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="api-gw-ssl-enabled",
        identifier="API_GW_SSL_ENABLED",
        title="Stages of API Gateway present a certificate to their backends",
        severity=Severity.MEDIUM,
        remediation=(
            "Generate a client certificate, choose it in the stage's settings and let the backend"
            " check it."
        ),
        resource_types=("AWS::ApiGateway::Stage",),
        parameters={"CertificateIDs": ""},
        frameworks=(
            "AWS FSBP: APIGateway.2",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="api-gw-xray-enabled",
        identifier="API_GW_XRAY_ENABLED",
        title="Stages of API Gateway are traced",
        severity=Severity.LOW,
        remediation="Turn on X-Ray tracing in the stage's settings.",
        resource_types=("AWS::ApiGateway::Stage",),
        frameworks=("AWS FSBP: APIGateway.3", "NIST 800-53 r5: CA-7"),
        in_default_set=False,
    ),
    RuleInfo(
        name="api-gw-associated-with-waf",
        identifier="API_GW_ASSOCIATED_WITH_WAF",
        title="Stages of API Gateway are behind a web application firewall",
        severity=Severity.MEDIUM,
        remediation="Associate a regional web ACL with the stage.",
        resource_types=("AWS::ApiGateway::Stage",),
        parameters={"WebAclArns": ""},
        frameworks=("AWS FSBP: APIGateway.4", "NIST 800-53 r5: AC-4"),
        in_default_set=False,
    ),
    RuleInfo(
        name="api-gw-cache-enabled-and-encrypted",
        identifier="API_GW_CACHE_ENABLED_AND_ENCRYPTED",
        title="Caches of API Gateway are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on encryption of cache data in the stage's settings, or turn the cache off."
        ),
        resource_types=("AWS::ApiGateway::Stage",),
        frameworks=("AWS FSBP: APIGateway.5", "NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
        in_default_set=False,
    ),
    RuleInfo(
        name="api-gwv2-authorization-type-configured",
        identifier="API_GWV2_AUTHORIZATION_TYPE_CONFIGURED",
        title="Routes of HTTP APIs ask for authorisation",
        severity=Severity.MEDIUM,
        remediation=(
            "Attach an authoriser (IAM, JWT or Lambda) to the route. Say so in the rule's"
            " parameters if it is meant to be open."
        ),
        resource_types=("AWS::ApiGatewayV2::Route",),
        parameters={"authorizationType": ""},
        frameworks=("AWS FSBP: APIGateway.8", "NIST 800-53 r5: AC-3", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="api-gwv2-access-logs-enabled",
        identifier="API_GWV2_ACCESS_LOGS_ENABLED",
        title="Stages of HTTP APIs write access logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Choose a log group and a format under Access logging in the stage's settings."
        ),
        resource_types=("AWS::ApiGatewayV2::Stage",),
        frameworks=(
            "AWS FSBP: APIGateway.9",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="api-gw-endpoint-type-check",
        identifier="API_GW_ENDPOINT_TYPE_CHECK",
        title="APIs have the endpoint type that is allowed",
        severity=Severity.LOW,
        remediation=(
            "Change the endpoint type of the API to one that the rule's parameters list: regional,"
            " edge-optimised or private."
        ),
        resource_types=("AWS::ApiGateway::RestApi",),
        parameters={"endpointConfigurationTypes": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="appsync-logging-enabled",
        identifier="APPSYNC_LOGGING_ENABLED",
        title="AppSync APIs log errors of fields",
        severity=Severity.MEDIUM,
        remediation="Turn on logging in the API's settings with the field level ERROR or ALL.",
        resource_types=("AWS::AppSync::GraphQLApi",),
        parameters={"fieldLoggingLevel": ""},
        frameworks=("AWS FSBP: AppSync.2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="appsync-authorization-check",
        identifier="APPSYNC_AUTHORIZATION_CHECK",
        title="AppSync APIs do not rely on API keys",
        severity=Severity.HIGH,
        remediation=(
            "Change the authorisation mode to IAM, OpenID Connect, Cognito or Lambda, and delete"
            " the API keys."
        ),
        resource_types=("AWS::AppSync::GraphQLApi",),
        parameters={"AllowedAuthorizationTypes": ""},
        frameworks=("AWS FSBP: AppSync.5",),
        in_default_set=False,
    ),
    RuleInfo(
        name="appsync-associated-with-waf",
        identifier="APPSYNC_ASSOCIATED_WITH_WAF",
        title="AppSync APIs are behind a web application firewall",
        severity=Severity.LOW,
        remediation="Associate a regional web ACL with the API.",
        resource_types=("AWS::AppSync::GraphQLApi",),
        parameters={"wafWebAclARNs": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="wafv2-logging-enabled",
        identifier="WAFV2_LOGGING_ENABLED",
        title="Web ACLs log requests",
        severity=Severity.LOW,
        remediation="Turn on logging for the web ACL, to CloudWatch Logs, S3 or Firehose.",
        resource_types=("AWS::WAFv2::WebACL",),
        parameters={"KinesisFirehoseDeliveryStreamArns": ""},
        frameworks=(
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="wafv2-webacl-not-empty",
        identifier="WAFV2_WEBACL_NOT_EMPTY",
        title="Web ACLs have rules",
        severity=Severity.MEDIUM,
        remediation="Add at least one rule or managed rule group to the web ACL, or delete it.",
        resource_types=("AWS::WAFv2::WebACL",),
        frameworks=("AWS FSBP: WAF.10", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="waf-classic-logging-enabled",
        identifier="WAF_CLASSIC_LOGGING_ENABLED",
        title="Web ACLs of WAF Classic log requests",
        severity=Severity.MEDIUM,
        remediation=(
            "Better move to WAFv2; until then turn on logging to a Firehose stream in us-east-1."
        ),
        resource_types=("AWS::WAF::WebACL",),
        parameters={"KinesisFirehoseDeliveryStreamArns": ""},
        frameworks=(
            "AWS FSBP: WAF.1",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
)
