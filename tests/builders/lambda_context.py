"""What Lambda tells a function of its invocation."""

from aws_lambda_powertools.utilities.typing import LambdaContext


class FakeContext(LambdaContext):
    """An invocation that has so many seconds left."""

    def __init__(self, remaining_seconds: float = 60) -> None:
        super().__init__()
        self._function_name = "function"
        self._memory_limit_in_mb = 512
        self._invoked_function_arn = "arn:aws:lambda:eu-central-1:111111111111:function:function"
        self._aws_request_id = "request-1"
        setattr(self, "get_remaining_time_in_millis", lambda: int(remaining_seconds * 1000))  # noqa: B010 - the class has it as a static method
