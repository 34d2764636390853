package org.cairndb.storage.store;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that can be said about a store beside its address. Each option is described in docs/stores.md. */
public enum StoreOption {
    REGION("region", EnumSet.of(StoreKind.S3), meaning("Region of the bucket", "that of the AWS environment")),
    ENDPOINT(
            "endpoint",
            EnumSet.of(StoreKind.S3),
            meaning(
                    "Address of another server that speaks the S3 protocol, such as https://minio.example.org:9000",
                    "Amazon S3")),
    PATH_STYLE(
            "pathStyle",
            EnumSet.of(StoreKind.S3),
            meaning(
                    "Puts the bucket into the path of a request instead of the host name",
                    "true with an endpoint, else false",
                    "true",
                    "false")),
    ACCESS_KEY_ID("accessKeyId", EnumSet.of(StoreKind.S3), meaning("Access key", "that of the AWS environment")),
    SECRET_ACCESS_KEY(
            "secretAccessKey",
            EnumSet.of(StoreKind.S3),
            meaning("Secret of the access key", "that of the AWS environment")),
    SESSION_TOKEN("sessionToken", EnumSet.of(StoreKind.S3), meaning("Token of temporary keys", "")),
    PROFILE(
            "profile",
            EnumSet.of(StoreKind.S3),
            meaning("Profile of the AWS configuration files of this user", "AWS_PROFILE or default")),
    ANONYMOUS(
            "anonymous",
            EnumSet.of(StoreKind.S3),
            meaning("Sends requests without a signature, for public buckets", "false", "true", "false")),
    ENCRYPTION(
            "encryption",
            EnumSet.of(StoreKind.S3),
            meaning("Encryption of what is written", "the bucket's own setting", "AES256", "aws:kms")),
    KMS_KEY("kmsKey", EnumSet.of(StoreKind.S3), meaning("Key id or ARN for aws:kms", "the account's key for S3")),
    CHECKSUMS(
            "checksums",
            EnumSet.of(StoreKind.S3),
            meaning("Sends checksums always, or only where the protocol demands them", "always", "always", "required")),
    ENTITY_TAGS(
            "entityTags",
            EnumSet.of(StoreKind.S3),
            meaning("Sends entity tags in conditions with their quotes or without", "quoted", "quoted", "unquoted")),
    CONCURRENCY("concurrency", EnumSet.of(StoreKind.S3), meaning("Most node requests at once", "32")),
    REQUEST_TIMEOUT("requestTimeout", EnumSet.of(StoreKind.S3), meaning("How long the server may be silent", "10s")),
    HEDGE("hedge", EnumSet.of(StoreKind.S3), meaning("Sends a slow fetch a second time", "true", "true", "false")),
    USER(
            "user",
            EnumSet.of(StoreKind.SQL),
            meaning(
                    "User of the SQL database; elsewhere only what CURRENT_USER answers",
                    "H2: cairn; PostgreSQL: that of the operating system")),
    PASSWORD(
            "password",
            EnumSet.of(StoreKind.SQL),
            meaning("Password of the user; means nothing to other stores", "CAIRN_STORE_PASSWORD")),
    SCHEMA("schema", EnumSet.of(StoreKind.SQL), meaning("SQL schema of the tables", "public")),
    NAME("name", EnumSet.of(StoreKind.SQL), meaning("Name of the database among those that share the tables", "cairn")),
    SSL(
            "ssl",
            EnumSet.of(StoreKind.SQL),
            meaning(
                    "Encryption of connections to a PostgreSQL server",
                    "encrypted if the server offers it",
                    "disable",
                    "require",
                    "verify-full")),
    POOL_SIZE("poolSize", EnumSet.of(StoreKind.SQL), meaning("Most connections at once, 2 to 200", "8")),
    CACHE_DIRECTORY(
            "cacheDirectory",
            EnumSet.of(StoreKind.S3, StoreKind.SQL),
            meaning("Folder that keeps fetched nodes between processes", "none")),
    CACHE_SIZE(
            "cacheSize",
            EnumSet.of(StoreKind.S3, StoreKind.SQL),
            meaning("Most bytes in that folder, such as 2GB", "10GB"));

    /** The kinds of stores that have options. */
    public enum StoreKind {
        S3,
        SQL
    }

    private static final Set<StoreOption> SECRETS = EnumSet.of(SECRET_ACCESS_KEY, SESSION_TOKEN, PASSWORD);

    private final String key;
    private final Set<StoreKind> kinds;
    private final Meaning meaning;

    StoreOption(String key, Set<StoreKind> kinds, Meaning meaning) {
        this.key = key;
        this.kinds = kinds;
        this.meaning = meaning;
    }

    private record Meaning(String description, String standard, List<String> choices) {}

    private static Meaning meaning(String description, String standard, String... choices) {
        return new Meaning(description, standard, List.of(choices));
    }

    /** The name that people write. */
    public String key() {
        return key;
    }

    /** What the option is for, in words for people. */
    public String description() {
        return meaning.description();
    }

    /** What holds where the option is not given, in words for people; empty if there is nothing to say. */
    public String standard() {
        return meaning.standard();
    }

    /** The values that the option may have; empty if they cannot be listed. */
    public List<String> choices() {
        return meaning.choices();
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
