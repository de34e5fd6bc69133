#!/usr/bin/env python3
import os
import sys
from urllib.parse import parse_qs

length = int(os.environ.get("CONTENT_LENGTH") or 0)
content = sys.stdin.read(length) if length else os.environ["QUERY_STRING"]
name = parse_qs(content).get("name", ["stranger"])[0]
print("Content-Type: text/plain; charset=utf-8")
print()
print(f"Hello, {name}!")
