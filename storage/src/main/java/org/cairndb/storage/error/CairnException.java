package org.cairndb.storage.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this project.
 *
 * <p>The message says what failed, on which object, and what to do; it never holds credentials.
 */
public final class CairnException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** An error without an underlying cause. */
    public CairnException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error that was caused by another one. */
    public CairnException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable code of this error. */
    public ErrorCode code() {
        return code;
    }
}
