package org.cairndb.storage.store.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/**
 * What a client depends on; stores with equal settings share one.
 *
 * @param region region of the bucket; the AWS chain decides if absent
 * @param endpoint server other than Amazon's
 * @param pathStyle whether the bucket is part of the path
 * @param login who sends the requests
 * @param md5 whether checksums that the protocol demands are sent in their oldest form, which every server knows
 * @param concurrency most node requests at once
 * @param requestTimeout how long the server may be silent
 */
record ClientSettings(
        Optional<String> region,
        Optional<URI> endpoint,
        boolean pathStyle,
        Login login,
        boolean md5,
        int concurrency,
        Duration requestTimeout) {
    private static final int STANDARD_CONCURRENCY = 32;
    private static final int MAX_CONCURRENCY = 1_000;
    private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(10);

    /**
     * What options say.
     *
     * @throws CairnException OPTION_INVALID for a value that means nothing
     */
    static ClientSettings of(StoreOptions options) {
        Optional<URI> endpoint = options.text(StoreOption.ENDPOINT).map(ClientSettings::endpoint);
        return new ClientSettings(
                options.text(StoreOption.REGION).filter(text -> !text.isBlank()),
                endpoint,
                options.flag(StoreOption.PATH_STYLE, endpoint.isPresent()),
                Login.of(options),
                options.word(StoreOption.CHECKSUMS).filter("required"::equals).isPresent(),
                options.number(StoreOption.CONCURRENCY, STANDARD_CONCURRENCY, 1, MAX_CONCURRENCY),
                options.duration(StoreOption.REQUEST_TIMEOUT, STANDARD_TIMEOUT));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean known = scheme.equals("http") || scheme.equals("https");
            if (known && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new CairnException(ErrorCode.OPTION_INVALID, noEndpoint(text), e);
        }
        throw new CairnException(ErrorCode.OPTION_INVALID, noEndpoint(text));
    }

    /** Without what stands before an {@code @}, which may be a password. */
    private static String noEndpoint(String text) {
        return "\"%s\" is no value of \"endpoint\", which is an address such as https://minio.example.org:9000"
                .formatted(text.substring(text.lastIndexOf('@') + 1));
    }

    /** The server as people know it. */
    String server() {
        return endpoint.map(URI::toString).orElse("Amazon S3");
    }
}
