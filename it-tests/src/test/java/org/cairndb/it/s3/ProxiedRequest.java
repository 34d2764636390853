package org.cairndb.it.s3;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as a proxy saw it.
 *
 * @param method name of the method in capitals
 * @param target path and query as sent, still encoded
 * @param headers values by name in small letters
 */
public record ProxiedRequest(String method, String target, Map<String, String> headers) {
    /** Names of the headers that make a request conditional. */
    static final List<String> CONDITIONS =
            List.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since");

    /** Copies the headers. */
    public ProxiedRequest {
        headers = Map.copyOf(headers);
    }

    static ProxiedRequest of(HttpHead head) {
        String[] parts = head.startLine().split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("No request line: \"%s\"".formatted(head.startLine()));
        }
        return new ProxiedRequest(parts[0], parts[1], head.headers());
    }

    /** The target without its query. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The target after its question mark, empty where it has none. */
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /** Value of a header whose name may be in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The headers that make the request conditional, sorted by name. */
    public Map<String, String> conditions() {
        Map<String, String> conditions = new TreeMap<>(headers);
        conditions.keySet().retainAll(CONDITIONS);
        return conditions;
    }
}
