package org.cairndb.storage.store.s3;

import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/**
 * All options of a store in a bucket.
 *
 * @param client what the client depends on
 * @param encryption encryption that the server is asked for
 * @param kmsKey key of that encryption
 * @param checksums whether every put carries a checksum
 * @param unquotedTags whether entity tags are sent without their quotes
 * @param hedge whether a slow fetch is sent a second time
 */
record S3Settings(
        ClientSettings client,
        Optional<String> encryption,
        Optional<String> kmsKey,
        boolean checksums,
        boolean unquotedTags,
        boolean hedge) {
    private static final String KMS = "aws:kms";

    /**
     * What options say.
     *
     * @throws CairnException OPTION_INVALID for a value that means nothing
     */
    static S3Settings of(StoreOptions options) {
        Optional<String> encryption = options.word(StoreOption.ENCRYPTION);
        Optional<String> kmsKey = options.text(StoreOption.KMS_KEY);
        if (kmsKey.isPresent() && !encryption.equals(Optional.of(KMS))) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID, "\"kmsKey\" needs \"encryption=%s\"; give both".formatted(KMS));
        }
        ClientSettings client = ClientSettings.of(options);
        boolean unquoted =
                options.word(StoreOption.ENTITY_TAGS).filter("unquoted"::equals).isPresent();
        boolean hedge = options.flag(StoreOption.HEDGE, true);
        return new S3Settings(client, encryption, kmsKey, !client.md5(), unquoted, hedge);
    }

    /** An entity tag as the server wants it in a condition. */
    String conditionTag(String tag) {
        if (unquotedTags && tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"")) {
            return tag.substring(1, tag.length() - 1);
        }
        return tag;
    }
}
