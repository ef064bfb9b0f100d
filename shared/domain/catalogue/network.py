"""Rules on what can be reached from outside."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="restricted-ssh",
        identifier="INCOMING_SSH_DISABLED",
        title="Security groups do not open SSH to the internet",
        severity=Severity.CRITICAL,
        remediation=(
            "Remove the inbound rule that allows port 22 from 0.0.0.0/0 or ::/0. Use Session"
            " Manager, or allow only the addresses of your own network."
        ),
        resource_types=("AWS::EC2::SecurityGroup",),
        frameworks=(
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 2.2.2",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-7",
            "NIST 800-53 r5: CM-7",
        ),
        group="open-security-group",
    ),
    RuleInfo(
        name="restricted-common-ports",
        identifier="RESTRICTED_INCOMING_TRAFFIC",
        title="Security groups do not open administrative ports to the internet",
        severity=Severity.CRITICAL,
        remediation=(
            "Remove the inbound rule that allows the port (RDP, FTP, a database) from 0.0.0.0/0"
            " or ::/0, or allow only the addresses of your own network."
        ),
        resource_types=("AWS::EC2::SecurityGroup",),
        parameters={
            "blockedPort1": "20",
            "blockedPort2": "21",
            "blockedPort3": "3389",
            "blockedPort4": "3306",
            "blockedPort5": "4333",
        },
        frameworks=("AWS FSBP: EC2.19", "NIST 800-53 r5: AC-4", "NIST 800-53 r5: SC-7"),
        group="open-security-group",
    ),
    RuleInfo(
        name="vpc-sg-open-only-to-authorized-ports",
        identifier="VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS",
        title="Security groups open only authorised ports to the internet",
        severity=Severity.HIGH,
        remediation=(
            "Remove the inbound rule that allows 0.0.0.0/0 or ::/0, or add the port to the"
            " rule's parameters if the service is meant to be public."
        ),
        resource_types=("AWS::EC2::SecurityGroup",),
        parameters={"authorizedTcpPorts": "443", "authorizedUdpPorts": ""},
        frameworks=("AWS FSBP: EC2.18", "NIST 800-53 r5: AC-4", "NIST 800-53 r5: SC-7"),
        group="open-security-group",
        in_default_set=False,
    ),
    RuleInfo(
        name="nacl-no-unrestricted-ssh-rdp",
        identifier="NACL_NO_UNRESTRICTED_SSH_RDP",
        title="Network ACLs do not let the internet reach SSH or RDP",
        severity=Severity.HIGH,
        remediation=(
            "Replace the inbound entry of the network ACL that allows port 22 or 3389 from"
            " 0.0.0.0/0 or ::/0 by one for your own network."
        ),
        resource_types=("AWS::EC2::NetworkAcl",),
        frameworks=(
            "CIS AWS Foundations 3.0: 5.1",
            "AWS FSBP: EC2.21",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: CM-2",
            "NIST 800-53 r5: CM-7",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="vpc-default-security-group-closed",
        identifier="VPC_DEFAULT_SECURITY_GROUP_CLOSED",
        title="The default security group of a VPC allows nothing",
        severity=Severity.MEDIUM,
        remediation=(
            "Move what uses the default security group to a group of its own, then delete all"
            " inbound and outbound rules of the default one."
        ),
        resource_types=("AWS::EC2::SecurityGroup",),
        frameworks=(
            "CIS AWS Foundations 3.0: 5.4",
            "AWS FSBP: EC2.2",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.4",
            "PCI DSS 3.2.1: 2.1",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="vpc-flow-logs-enabled",
        identifier="VPC_FLOW_LOGS_ENABLED",
        title="VPCs write flow logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Create a flow log for the VPC, to S3 if cost matters, that covers at least"
            " rejected traffic."
        ),
        resource_types=("AWS::EC2::VPC",),
        parameters={"trafficType": ""},
        frameworks=(
            "CIS AWS Foundations 3.0: 3.7",
            "AWS FSBP: EC2.6",
            "PCI DSS 3.2.1: 10.3.3",
            "PCI DSS 3.2.1: 10.3.4",
            "PCI DSS 3.2.1: 10.3.5",
            "PCI DSS 3.2.1: 10.3.6",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
    ),
    RuleInfo(
        name="subnet-auto-assign-public-ip-disabled",
        identifier="SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED",
        title="Subnets do not hand out public addresses by themselves",
        severity=Severity.LOW,
        remediation="Edit the subnet settings and turn off auto-assign public IPv4 address.",
        resource_types=("AWS::EC2::Subnet",),
        frameworks=(
            "AWS FSBP: EC2.15",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="elb-tls-https-listeners-only",
        identifier="ELB_TLS_HTTPS_LISTENERS_ONLY",
        title="Classic load balancers listen with TLS only",
        severity=Severity.MEDIUM,
        remediation=(
            "Replace the HTTP or TCP listener by an HTTPS or TLS one with a certificate of ACM."
        ),
        resource_types=("AWS::ElasticLoadBalancing::LoadBalancer",),
        frameworks=(
            "AWS FSBP: ELB.3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
    ),
    RuleInfo(
        name="alb-http-to-https-redirection-check",
        identifier="ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK",
        title="Application load balancers send HTTP to HTTPS",
        severity=Severity.MEDIUM,
        remediation=(
            "Change the default action of each HTTP listener to a redirect to HTTPS with status"
            " 301."
        ),
        resource_types=("AWS::ElasticLoadBalancingV2::LoadBalancer",),
        frameworks=(
            "AWS FSBP: ELB.1",
            "PCI DSS 3.2.1: 2.3",
            "PCI DSS 3.2.1: 4.1",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
    ),
    RuleInfo(
        name="acm-certificate-expiration-check",
        identifier="ACM_CERTIFICATE_EXPIRATION_CHECK",
        title="Certificates are renewed before they expire",
        severity=Severity.HIGH,
        remediation=(
            "Renew the certificate: import a new one, or mend the DNS record by which ACM"
            " validates it so that it renews by itself."
        ),
        resource_types=("AWS::ACM::Certificate",),
        parameters={"daysToExpiration": "14"},
        frameworks=("AWS FSBP: ACM.1", "NIST 800-53 r5: SC-7", "NIST 800-53 r5: SC-28"),
    ),
)
