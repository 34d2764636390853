package org.cairndb.storage.store.jdbc;

import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/** The options of an SQL store, checked. */
final class SqlOptions {
    static final String PASSWORD_VARIABLE = "CAIRN_STORE_PASSWORD";

    private static final String STANDARD_NAME = "cairn";
    private static final int STANDARD_POOL_SIZE = 8;
    /** Who lists nodes may need a second connection to delete them. */
    private static final int MIN_POOL_SIZE = 2;

    private static final int MAX_POOL_SIZE = 200;
    private static final int MAX_NAME_LENGTH = 200;
    /** What PostgreSQL keeps of an identifier. */
    private static final int MAX_IDENTIFIER_LENGTH = 63;

    private final StoreOptions options;
    private final Map<String, String> environment;

    SqlOptions(StoreOptions options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    Optional<String> user() {
        return options.text(StoreOption.USER).map(user -> requireName(StoreOption.USER, user, MAX_NAME_LENGTH));
    }

    /** An empty password is none. */
    Optional<String> password() {
        return options.text(StoreOption.PASSWORD)
                .or(() -> Optional.ofNullable(environment.get(PASSWORD_VARIABLE)))
                .filter(password -> !password.isEmpty());
    }

    String schema(String standard) {
        return options.text(StoreOption.SCHEMA)
                .map(schema -> requireName(StoreOption.SCHEMA, schema, MAX_IDENTIFIER_LENGTH))
                .orElse(standard);
    }

    String name() {
        return requireName(StoreOption.NAME, options.text(StoreOption.NAME).orElse(STANDARD_NAME), MAX_NAME_LENGTH);
    }

    int poolSize() {
        return options.number(StoreOption.POOL_SIZE, STANDARD_POOL_SIZE, MIN_POOL_SIZE, MAX_POOL_SIZE);
    }

    Optional<String> ssl() {
        return options.word(StoreOption.SSL);
    }

    private static String requireName(StoreOption option, String text, int maxLength) {
        boolean valid =
                !text.isEmpty() && text.length() <= maxLength && text.chars().noneMatch(Character::isISOControl);
        if (!valid) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "Option \"%s\" takes a text of 1 to %d characters without control characters"
                            .formatted(option.key(), maxLength));
        }
        return text;
    }
}
