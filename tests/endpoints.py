"""Endpoints of language models for tests: a stub that fails as told, a real one with a tiny checkpoint."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Body = dict[str, Any]

FAULTS = (
    "time-out", "429", "500", "half a JSON", "wrong schema", "empty choices", "endless stream", "dropped",
    "slow drip",
)  # fmt: skip
"""What a stub can be told to do instead of answering."""


class Stub(ThreadingHTTPServer):
    """An OpenAI-compatible endpoint on loopback that answers, or fails, as it is told.

    Args:
        answer: What is said to a request's body.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, answer: Callable[[Body], str] = lambda body: "said") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.embed: Callable[[str], list[float]] = lambda text: [float(len(text)), 1.0, 0.0]
        self.usage: Callable[[Body], Body | None] = _counted
        self.fault = ""
        """One of `FAULTS`, empty: none."""
        self.faulty = 10**9
        """How many requests from now on have the fault."""
        self.retry_after = "1"
        self.delay = 0.0
        """Seconds before each answer."""
        self.received: list[Body] = []
        """The bodies of requests, in the order they came."""
        self.keys: list[str] = []
        """The Authorization header of each."""
        self.closing = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    @property
    def sent(self) -> str:
        """All that was received, as text."""
        return json.dumps(self.received, ensure_ascii=False)

    def fail(self, fault: str, times: int = 10**9) -> None:
        """Have the next requests fail."""
        assert fault in FAULTS
        self.fault, self.faulty = fault, times

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what tests are about."""


def _counted(body: Body) -> Body:
    said = "".join(str(message["content"]) for message in body.get("messages", ()))
    return {"prompt_tokens": len(said.split()), "completion_tokens": 5}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Stub

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        self._json({"object": "list", "data": [{"id": "stub", "object": "model"}]})

    def do_POST(self) -> None:
        body: Body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.received.append(body)
            self.server.keys.append(self.headers.get("Authorization", ""))
            faulty = bool(self.server.fault) and self.server.faulty > 0
            self.server.faulty -= faulty
        if self.server.delay:
            self.server.closing.wait(self.server.delay)
        if faulty:
            return self._fail(body)
        if self.path.endswith("/embeddings"):
            return self._json(self._embedded(body))
        if body.get("stream"):
            return self._stream(body)
        self._json(self._completed(body, self.server.answer(body)))

    def _embedded(self, body: Body) -> Body:
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        data = [{"index": i, "embedding": self.server.embed(text)} for i, text in enumerate(texts)]
        n = sum(len(text.split()) for text in texts)
        return {"object": "list", "data": data, "usage": {"prompt_tokens": n, "total_tokens": n}}

    def _completed(self, body: Body, text: str) -> Body:
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        usage = self.server.usage(body)
        return _base(body) | {"choices": [choice]} | ({} if usage is None else {"usage": usage})

    def _json(self, value: Body, status: int = 200, **headers: str) -> None:
        self._raw(json.dumps(value).encode(), status, **headers)

    def _raw(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _event(self, value: Body | str) -> None:
        text = value if isinstance(value, str) else json.dumps(value)
        self._chunk(f"data: {text}\n\n".encode())

    def _delta(self, body: Body, text: str) -> Body:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
        return _base(body, "chat.completion.chunk") | {"choices": [choice]}

    def _stream(self, body: Body) -> None:
        self._begin("text/event-stream")
        for word in self.server.answer(body).split(" "):
            self._event(self._delta(body, word + " "))
        if body.get("stream_options", {}).get("include_usage"):
            last = _base(body, "chat.completion.chunk")
            self._event(last | {"choices": [], "usage": self.server.usage(body)})
        self._event("[DONE]")
        self._chunk(b"")

    def _fail(self, body: Body) -> None:
        fault, closing = self.server.fault, self.server.closing
        if fault == "time-out":
            closing.wait(60)
        elif fault == "429":
            self._json({"error": {"code": "slow_down"}}, 429, Retry_After=self.server.retry_after)
        elif fault == "500":
            self._json({"error": {"message": "it broke"}}, 500)
        elif fault == "half a JSON":
            self._raw(json.dumps(self._completed(body, "said"))[:40].encode())
        elif fault == "wrong schema":
            self._json(self._completed(body, '{"something": "else"}'))
        elif fault == "empty choices":
            self._json(_base(body) | {"choices": []})
        elif fault == "dropped":
            self._drop()
        else:
            self._drip(body, 0.02 if fault == "endless stream" else 0.2)

    def _drop(self) -> None:
        """Begin an answer and reset the connection."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"choices": [')
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _drip(self, body: Body, seconds: float) -> None:
        """Something now and then, without end."""
        stream = body.get("stream", False)
        self._begin("text/event-stream" if stream else "application/json")
        while not self.server.closing.wait(seconds):
            if stream:
                self._event(self._delta(body, "and "))
            else:
                self._chunk(b" ")


def _base(body: Body, kind: str = "chat.completion") -> Body:
    return {"id": "stub-1", "object": kind, "created": 0, "model": body.get("model", "")}


@contextlib.contextmanager
def stub(answer: Callable[[Body], str] = lambda body: "said") -> Iterator[Stub]:
    """A stub that answers as long as the context is open."""
    with Stub(answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def endpoint() -> Iterator[Stub]:
    """A stub."""
    with stub() as server:
        yield server


QUESTION = "What is good?"
SAYING = "A quiet film about the sea, a letter and two old friends."
"""What the tiny checkpoint was taught to answer."""
TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


@pytest.fixture(scope="session")
def tiny_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a Llama of some 150,000 parameters with a byte BPE, trained to say `SAYING` to `QUESTION`."""
    folder = tmp_path_factory.mktemp("tiny") / "llama"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _train(folder)
    return folder


def _train(folder: Path) -> None:
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    marks = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
    bpe = ByteLevelBPETokenizer()
    bpe.train_from_iterator([QUESTION, SAYING] * 20, vocab_size=400, min_frequency=2, special_tokens=marks)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe._tokenizer, eos_token="<|end|>", pad_token="<|end|>"
    )
    tokenizer.chat_template = TEMPLATE
    torch.manual_seed(0)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer), hidden_size=64, intermediate_size=192, num_hidden_layers=2,
            num_attention_heads=4, num_key_value_heads=4, max_position_embeddings=2048,
            bos_token_id=None, eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
        )
    )  # fmt: skip
    text = f"<|user|>{QUESTION}<|end|><|assistant|>{SAYING}<|end|>"
    ids = tokenizer(text, return_tensors="pt")["input_ids"]
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(60):
        loss = model(input_ids=ids, labels=ids).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.5
    torch.set_num_threads(threads)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@pytest.fixture(scope="session")
def real_endpoint(tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of `transformers serve`, which serves the tiny checkpoint under its folder's name."""
    home = tmp_path_factory.mktemp("hub")
    (home / "hub").mkdir()  # GET /v1/models fails without
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("transformers")), "serve", str(tiny_checkpoint),
        "--host", "127.0.0.1", "--port", str(port), "--device", "cpu", "--log-level", "error",
    ]  # fmt: skip
    own = {"HF_HOME": str(home), "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    log = (home / "log").open("wb")
    process = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
    try:
        _await(f"http://127.0.0.1:{port}/health", process, home / "log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8", "replace")
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8", "replace"))
