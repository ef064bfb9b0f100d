"""Rules on what is in VPCs and between them."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="vpc-sg-port-restriction-check",
        identifier="VPC_SG_PORT_RESTRICTION_CHECK",
        title="Security groups do not open the listed ports to the internet",
        severity=Severity.CRITICAL,
        remediation=(
            "Remove the inbound rule that allows the port from 0.0.0.0/0 or ::/0, or allow only"
            " the addresses of your own network."
        ),
        resource_types=("AWS::EC2::SecurityGroup",),
        parameters={
            "restrictPorts": "",
            "protocolType": "",
            "excludeExternalSecurityGroups": "",
            "ipType": "",
        },
        frameworks=("CIS AWS Foundations 3.0: 5.2", "CIS AWS Foundations 3.0: 5.3"),
        group="open-security-group",
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-security-group-attached-to-eni",
        identifier="EC2_SECURITY_GROUP_ATTACHED_TO_ENI",
        title="Security groups are in use",
        severity=Severity.LOW,
        remediation="Delete the security group if no network interface will need it.",
        resource_types=("AWS::EC2::SecurityGroup",),
        group="ec2-security-group-attached-to-eni-periodic",
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-security-group-attached-to-eni-periodic",
        identifier="EC2_SECURITY_GROUP_ATTACHED_TO_ENI_PERIODIC",
        title="Security groups are attached to interfaces",
        severity=Severity.LOW,
        remediation="Delete the security group if no network interface will need it.",
        resource_types=("AWS::EC2::SecurityGroup",),
        frameworks=("NIST 800-53 r5: CM-8",),
        group="ec2-security-group-attached-to-eni-periodic",
        in_default_set=False,
    ),
    RuleInfo(
        name="vpc-network-acl-unused-check",
        identifier="VPC_NETWORK_ACL_UNUSED_CHECK",
        title="Network ACLs are in use",
        severity=Severity.LOW,
        remediation=(
            "Delete the network ACL, or associate it with the subnets that it was made for."
        ),
        resource_types=("AWS::EC2::NetworkAcl",),
        frameworks=("AWS FSBP: EC2.16", "NIST 800-53 r5: CM-8"),
        in_default_set=False,
    ),
    RuleInfo(
        name="eip-attached",
        identifier="EIP_ATTACHED",
        title="Elastic IP addresses are in use",
        severity=Severity.LOW,
        remediation="Release the address if no instance or interface will need it.",
        resource_types=("AWS::EC2::EIP",),
        frameworks=("PCI DSS 3.2.1: 2.4", "NIST 800-53 r5: CM-8"),
        in_default_set=False,
    ),
    RuleInfo(
        name="vpc-vpn-2-tunnels-up",
        identifier="VPC_VPN_2_TUNNELS_UP",
        title="Both tunnels of VPN connections are up",
        severity=Severity.MEDIUM,
        remediation=(
            "Look at the state of the tunnel that is down and mend its configuration on the"
            " customer gateway."
        ),
        resource_types=("AWS::EC2::VPNConnection",),
        frameworks=("AWS FSBP: EC2.20", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="vpc-peering-dns-resolution-check",
        identifier="VPC_PEERING_DNS_RESOLUTION_CHECK",
        title="Peered VPCs resolve each other's names",
        severity=Severity.LOW,
        remediation="Turn on DNS resolution for both sides of the peering connection.",
        resource_types=("AWS::EC2::VPCPeeringConnection",),
        parameters={"vpcIds": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="internet-gateway-authorized-vpc-only",
        identifier="INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY",
        title="Internet gateways are attached to allowed VPCs only",
        severity=Severity.HIGH,
        remediation=(
            "Detach the internet gateway from the VPC, or add the VPC to the rule's parameters."
        ),
        resource_types=("AWS::EC2::InternetGateway",),
        parameters={"AuthorizedVpcIds": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="no-unrestricted-route-to-igw",
        identifier="NO_UNRESTRICTED_ROUTE_TO_IGW",
        title="Route tables do not lead everything to an internet gateway",
        severity=Severity.HIGH,
        remediation=(
            "Replace the route to the internet gateway by one to a NAT gateway, or by routes to"
            " the networks that are needed."
        ),
        resource_types=("AWS::EC2::RouteTable",),
        parameters={"routeTableIds": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="service-vpc-endpoint-enabled",
        identifier="SERVICE_VPC_ENDPOINT_ENABLED",
        title="VPCs have an endpoint for the named service",
        severity=Severity.LOW,
        remediation="Create the interface or gateway endpoint for the service in the VPC.",
        resource_types=("AWS::EC2::VPC",),
        parameters={"serviceName": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-transit-gateway-auto-vpc-attach-disabled",
        identifier="EC2_TRANSIT_GATEWAY_AUTO_VPC_ATTACH_DISABLED",
        title="Transit gateways do not accept attachments by themselves",
        severity=Severity.HIGH,
        remediation=(
            "Modify the transit gateway and turn off automatic acceptance of shared attachments."
        ),
        resource_types=("AWS::EC2::TransitGateway",),
        frameworks=("AWS FSBP: EC2.23", "NIST 800-53 r5: AC-4", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-client-vpn-connection-log-enabled",
        identifier="EC2_CLIENT_VPN_CONNECTION_LOG_ENABLED",
        title="Client VPN endpoints log connections",
        severity=Severity.LOW,
        remediation="Turn on connection logging for the endpoint, with a log group.",
        resource_types=("AWS::EC2::ClientVpnEndpoint",),
        frameworks=("AWS FSBP: EC2.51",),
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-client-vpn-not-authorize-all",
        identifier="EC2_CLIENT_VPN_NOT_AUTHORIZE_ALL",
        title="Client VPN endpoints do not let every user in",
        severity=Severity.MEDIUM,
        remediation=(
            "Replace the authorisation rule for all users by rules for the groups that need access."
        ),
        resource_types=("AWS::EC2::ClientVpnEndpoint",),
        in_default_set=False,
    ),
    RuleInfo(
        name="netfw-logging-enabled",
        identifier="NETFW_LOGGING_ENABLED",
        title="Network Firewall writes logs",
        severity=Severity.MEDIUM,
        remediation="Turn on logging for the firewall, at least of alerts.",
        resource_types=("AWS::NetworkFirewall::LoggingConfiguration",),
        parameters={"logType": ""},
        frameworks=("AWS FSBP: NetworkFirewall.2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="netfw-policy-rule-group-associated",
        identifier="NETFW_POLICY_RULE_GROUP_ASSOCIATED",
        title="Firewall policies have rules",
        severity=Severity.MEDIUM,
        remediation="Add a stateful or stateless rule group to the policy.",
        resource_types=("AWS::NetworkFirewall::FirewallPolicy",),
        frameworks=("AWS FSBP: NetworkFirewall.3", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="netfw-policy-default-action-full-packets",
        identifier="NETFW_POLICY_DEFAULT_ACTION_FULL_PACKETS",
        title="Firewall policies drop or inspect packets that no rule matches",
        severity=Severity.MEDIUM,
        remediation="Set the default action for full packets to drop or forward.",
        resource_types=("AWS::NetworkFirewall::FirewallPolicy",),
        parameters={"statelessDefaultActions": ""},
        frameworks=("AWS FSBP: NetworkFirewall.4", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="netfw-deletion-protection-enabled",
        identifier="NETFW_DELETION_PROTECTION_ENABLED",
        title="Firewalls are protected against deletion",
        severity=Severity.MEDIUM,
        remediation="Turn on deletion protection for the firewall.",
        resource_types=("AWS::NetworkFirewall::Firewall",),
        frameworks=("AWS FSBP: NetworkFirewall.9",),
        in_default_set=False,
    ),
    RuleInfo(
        name="route53-query-logging-enabled",
        identifier="ROUTE53_QUERY_LOGGING_ENABLED",
        title="Public zones log queries",
        severity=Severity.LOW,
        remediation=(
            "Turn on query logging for the hosted zone; its log group has to be in us-east-1."
        ),
        resource_types=("AWS::Route53::HostedZone",),
        frameworks=("AWS FSBP: Route53.2",),
        in_default_set=False,
    ),
)
