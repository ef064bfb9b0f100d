"""A function as it was published: what it is asked by has to name the version."""

from aws_cdk import aws_lambda as lambda_


def published(function: lambda_.Function) -> lambda_.IFunction:
    """Return the alias of the function's present version, which each deployment publishes anew.

    A snapshot is of a published version (AWS Lambda developer guide, "Improving startup performance
    with Lambda SnapStart"). An older version goes once the alias is off it, and its snapshot, for
    which AWS charges while it is kept, goes with it.
    """
    return lambda_.Alias(function, "Live", alias_name="live", version=function.current_version)
