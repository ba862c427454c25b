"""Texts that speak to a language model instead of about an item."""

from __future__ import annotations

import re

_ORDERS = re.compile(
    r"""
    \b(?:ignor|disregard|forget|overrid|bypass)\w*\b.{0,40}\b(?:instruct|prompt|rule|order|direction|previous|above|prior|fact)
    |\b(?:previous|above|prior|following|new|your|system|these)\s+(?:instruction|prompt|message)s?\b
    |\b(?:system|developer)\s*prompt\b|\blanguage\s+model\b|\bas\s+an?\s+ai\b|\bchat\s?gpt\b|\bjailbreak
    |\byou\s+(?:are|must|should|will|shall)\s+(?:now\s+)?(?:an?\s+(?:ai|assistant|model|helpful)|write|say|state|output|claim|
      answer|respond|reply|describe|mention|obey|act\b|pretend)
    |\b(?:write|say|state|claim|output|print|respond|reply|answer|repeat|mention|describe)\b.{0,20}\bthat\s+(?:this|the|it)\b
    |(?:^|[\n.!:]\s*)(?:system|assistant|user|human|developer)\s*:
    |<\s*/?\s*(?:data|system|user|assistant|instructions?|prompt|fence|item|facts?|text)\b|<\|.{0,30}\|>|\[/?INST\]
    |`{3}|\#{3,}\s*\w|={3,}|-{5,}\s*(?:begin|end|data)|\b(?:begin|end)\s+(?:of\s+)?(?:data|text|instructions?|facts?)\b
    |(?:忽略|无视|忘记|不要理会|不用管|跳过).{0,12}(?:指令|指示|提示|要求|规则|内容|以上|之前|上面)
    |(?:以上|之前|上面|系统|新的?)(?:的)?(?:所有|全部)?(?:指令|指示|提示词|提示)
    |(?:你|您)(?:现在)?(?:必须|应该|需要|要|是一个?)(?:写|说|输出|声称|回答|回复|扮演|AI|人工智能|助手|模型)
    |(?:请|必须)(?:写|输出|声称|回复|回答|说明)|语言模型|人工智能助手|作为(?:一个)?(?:AI|人工智能)|系统提示
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def speaks_to_models(text: str) -> bool:
    """Whether `text` holds what looks like an order to a model, or imitates the marks around data."""
    return bool(_ORDERS.search(text))
