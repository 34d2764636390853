package org.cairndb.it.s3;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that passed a proxy and what became of it.
 *
 * @param request the request
 * @param status status of the server's answer or of the proxy's refusal; 0 where there was none
 * @param injected what was done wrong to it on purpose
 */
public record Exchange(
        ProxiedRequest request, int status, @Nullable Fault injected) {
    /** Name of the method. */
    public String method() {
        return request.method();
    }

    /** Path without the query. */
    public String path() {
        return request.path();
    }

    /** The headers that make the request conditional. */
    public Map<String, String> conditions() {
        return request.conditions();
    }

    /** What was done wrong to it on purpose. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(injected);
    }
}
