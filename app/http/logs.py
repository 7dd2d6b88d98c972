"""What the log of requests may not tell."""

import logging
import re

_NAMED = re.compile(r"(/(?:_stcore/upload_file|media|ahead)/)[^\s\"]*")


class WithoutNames(logging.Filter):
    """Takes the names out of the addresses that uvicorn logs: of visits, which uploads carry, and of files.

    Streamlit starts uvicorn without a log of requests; who starts `app.server:app` with uvicorn itself gets one.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, with each such address cut short."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                _NAMED.sub(r"\1-", each) if isinstance(each, str) else each for each in record.args
            )
        return True
