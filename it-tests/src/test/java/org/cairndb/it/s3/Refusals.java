package org.cairndb.it.s3;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers that a busy or broken S3 service gives without doing anything. */
final class Refusals {
    private Refusals() {}

    static HttpMessage slowDown(String method) {
        return refusal(method, "503 Slow Down", "SlowDown", "Please reduce your request rate.");
    }

    static HttpMessage internalError(String method) {
        return refusal(
                method,
                "500 Internal Server Error",
                "InternalError",
                "We encountered an internal error. Please try again.");
    }

    static HttpMessage conflict(String method) {
        return refusal(
                method,
                "409 Conflict",
                "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against this resource.");
    }

    private static HttpMessage refusal(String method, String status, String code, String message) {
        String text = """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>%s</Message><RequestId>FAULTPROXY</RequestId></Error>""".formatted(code, message);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        HttpHead head = new HttpHead(
                "HTTP/1.1 " + status,
                List.of(
                        "Content-Type: application/xml",
                        "Content-Length: " + body.length,
                        "x-amz-request-id: FAULTPROXY"));
        return new HttpMessage(head, method.equals("HEAD") ? new byte[0] : body);
    }
}
