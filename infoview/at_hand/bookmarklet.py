"""The bookmarklet: a bookmark that hands the page in front of the user to infoview."""

import json

_CODE = (
    "javascript:(()=>{const q=new URLSearchParams({title:document.title,url:location.href,"
    "text:String(getSelection()).slice(0,300)});open(%s+q,'_blank','noopener')})()"
)


def code(address: str) -> str:
    """Return the bookmark's address; `address` is where shared pages go."""
    return _CODE % json.dumps(f"{address}?").replace("%", "%25")
