package org.cairndb.storage.store;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Everything that can be said about a store beside its address. Each option is described in docs/stores.md. */
public enum StoreOption {
    /** Region of the bucket; from the environment or the profile if not given. */
    REGION("region", EnumSet.of(StoreKind.S3)),
    /** Address of a server that speaks the S3 protocol, such as {@code https://minio.example.org:9000}. */
    ENDPOINT("endpoint", EnumSet.of(StoreKind.S3)),
    /** {@code true} puts the bucket into the path of a request instead of the host name. */
    PATH_STYLE("pathStyle", EnumSet.of(StoreKind.S3)),
    /** Access key; without it the usual chain of environment, profile and machine role applies. */
    ACCESS_KEY_ID("accessKeyId", EnumSet.of(StoreKind.S3)),
    /** Secret of the access key. */
    SECRET_ACCESS_KEY("secretAccessKey", EnumSet.of(StoreKind.S3)),
    /** Token of temporary credentials. */
    SESSION_TOKEN("sessionToken", EnumSet.of(StoreKind.S3)),
    /** Name of a profile of the AWS configuration files. */
    PROFILE("profile", EnumSet.of(StoreKind.S3)),
    /** {@code true} sends requests without credentials, for public buckets. */
    ANONYMOUS("anonymous", EnumSet.of(StoreKind.S3)),
    /** Encryption that the server is asked for: {@code AES256} or {@code aws:kms}; the bucket's own setting if not given. */
    ENCRYPTION("encryption", EnumSet.of(StoreKind.S3)),
    /** Key for {@code aws:kms}. */
    KMS_KEY("kmsKey", EnumSet.of(StoreKind.S3)),
    /** {@code required} leaves checksum headers out where the protocol does not demand them, for servers that refuse them. */
    CHECKSUMS("checksums", EnumSet.of(StoreKind.S3)),
    /** {@code unquoted} sends entity tags without quotes in conditions, for servers that compare them so. */
    ENTITY_TAGS("entityTags", EnumSet.of(StoreKind.S3)),
    /** Most requests at once. */
    CONCURRENCY("concurrency", EnumSet.of(StoreKind.S3)),
    /** How long one request may take, such as {@code 10s}. */
    REQUEST_TIMEOUT("requestTimeout", EnumSet.of(StoreKind.S3)),
    /** {@code false} never sends a slow fetch a second time. */
    HEDGE("hedge", EnumSet.of(StoreKind.S3)),
    /** User of the SQL server. */
    USER("user", EnumSet.of(StoreKind.SQL)),
    /** Password of the user; from the environment variable {@code CAIRN_STORE_PASSWORD} if not given. */
    PASSWORD("password", EnumSet.of(StoreKind.SQL)),
    /** SQL schema that holds the tables. */
    SCHEMA("schema", EnumSet.of(StoreKind.SQL)),
    /** Name of the database among those that share the tables. */
    NAME("name", EnumSet.of(StoreKind.SQL)),
    /** {@code require} or {@code verify-full} encrypts the connection; {@code disable} does not. */
    SSL("ssl", EnumSet.of(StoreKind.SQL)),
    /** Most connections at once. */
    POOL_SIZE("poolSize", EnumSet.of(StoreKind.SQL)),
    /** Folder that keeps fetched nodes between processes. */
    CACHE_DIRECTORY("cacheDirectory", EnumSet.of(StoreKind.S3, StoreKind.SQL)),
    /** Most bytes in that folder, such as {@code 2GB}. */
    CACHE_SIZE("cacheSize", EnumSet.of(StoreKind.S3, StoreKind.SQL));

    /** The kinds of stores that have options. */
    public enum StoreKind {
        S3,
        SQL
    }

    private static final Set<StoreOption> SECRETS = EnumSet.of(SECRET_ACCESS_KEY, SESSION_TOKEN, PASSWORD);

    private final String key;
    private final Set<StoreKind> kinds;

    StoreOption(String key, Set<StoreKind> kinds) {
        this.key = key;
        this.kinds = kinds;
    }

    /** The name that people write. */
    public String key() {
        return key;
    }

    /** Whether the option means anything to a kind of store. */
    public boolean appliesTo(StoreKind kind) {
        return kinds.contains(kind);
    }

    /** Whether the value is never shown. */
    public boolean isSecret() {
        return SECRETS.contains(this);
    }

    /** The option with a name, in the case that people write it. */
    public static Optional<StoreOption> named(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }
}
