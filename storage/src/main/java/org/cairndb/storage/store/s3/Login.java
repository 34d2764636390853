package org.cairndb.storage.store.s3;

import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/** Who sends the requests. As text it leaves secrets out. */
sealed interface Login {
    /** Whoever the environment, the configuration files or the machine say. */
    record Standard() implements Login {}

    /** A profile of the AWS configuration files. */
    record Profile(String name) implements Login {}

    /** Keys given as options. */
    record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) implements Login {
        @Override
        public String toString() {
            return "Keys[" + accessKeyId + "]";
        }
    }

    /** Nobody: requests are not signed. */
    record Anonymous() implements Login {}

    /**
     * What options say.
     *
     * @throws CairnException OPTION_INVALID when they contradict each other
     */
    static Login of(StoreOptions options) {
        Optional<String> key = options.text(StoreOption.ACCESS_KEY_ID);
        Optional<String> secret = options.text(StoreOption.SECRET_ACCESS_KEY);
        Optional<String> token = options.text(StoreOption.SESSION_TOKEN);
        Optional<String> profile = options.text(StoreOption.PROFILE);
        boolean anonymous = options.flag(StoreOption.ANONYMOUS, false);
        if (key.isPresent() != secret.isPresent() || (token.isPresent() && key.isEmpty())) {
            throw invalid("\"accessKeyId\" and \"secretAccessKey\" belong together; give both or none");
        }
        if ((anonymous ? 1 : 0) + (key.isPresent() ? 1 : 0) + (profile.isPresent() ? 1 : 0) > 1) {
            throw invalid("\"accessKeyId\", \"profile\" and \"anonymous\" exclude each other; give one of them");
        }
        if (key.isPresent() && secret.isPresent()) {
            return new Keys(key.get(), secret.get(), token);
        }
        if (anonymous) {
            return new Anonymous();
        }
        return profile.<Login>map(Profile::new).orElseGet(Standard::new);
    }

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }
}
