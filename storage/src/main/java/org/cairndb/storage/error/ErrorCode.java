package org.cairndb.storage.error;

/**
 * The stable name, SQLSTATE and kind of every error.
 *
 * <p>Names are part of the API: a code that goes out of use is listed here so that its name is not given another
 * meaning. Retired so far: none.
 */
public enum ErrorCode {
    /** A store, bucket or server cannot be reached or opened. */
    STORE_UNAVAILABLE("08001", ErrorKind.USER),
    /** A closed store, database, connection or cursor was used. */
    CLOSED("08003", ErrorKind.USER),
    /** A store failed in the middle of a request that changed nothing. */
    STORE_FAILED("08006", ErrorKind.RETRY),
    /** The answer to a head swap was lost. */
    OUTCOME_UNKNOWN("08007", ErrorKind.UNKNOWN_OUTCOME),
    /** A valid request that is not supported. */
    UNSUPPORTED("0A000", ErrorKind.UNSUPPORTED),
    /** A value does not fit its type or its attribute. */
    VALUE_INVALID("22000", ErrorKind.USER),
    /** A number is outside the range of its type. */
    VALUE_OUT_OF_RANGE("22003", ErrorKind.USER),
    /** A text that stands for a date or a time is none. */
    TIME_INVALID("22007", ErrorKind.USER),
    /** A text that is cast to a number, a truth value or a UUID is none. */
    CAST_INVALID("22018", ErrorKind.USER),
    /** A division by zero in SQL. */
    DIVISION_BY_ZERO("22012", ErrorKind.USER),
    /** A parameter, option or location is malformed or unknown. */
    OPTION_INVALID("22023", ErrorKind.USER),
    /** A value of a unique attribute already belongs to another entity. */
    UNIQUE_CONFLICT("23505", ErrorKind.USER),
    /** A transaction contradicts itself or is malformed. */
    TRANSACTION_INVALID("23000", ErrorKind.USER),
    /** A transaction names an entity that does not exist. */
    NO_SUCH_ENTITY("23503", ErrorKind.USER),
    /** A compare-and-set found another value than the expected one. */
    CAS_FAILED("40002", ErrorKind.USER),
    /** An attribute cannot be defined or altered as asked. */
    SCHEMA_CONFLICT("42P16", ErrorKind.USER),
    /** A write was sent to something that only reads. */
    READ_ONLY("25006", ErrorKind.USER),
    /** The store refused the credentials or the operation. */
    ACCESS_DENIED("28000", ErrorKind.USER),
    /** There is no database, or no such branch, at a location. */
    NO_SUCH_DATABASE("3D000", ErrorKind.USER),
    /** Another writer moved the branch head and retrying did not help in time. */
    HEAD_MOVED("40001", ErrorKind.RETRY),
    /** SQL that cannot be parsed. */
    SQL_SYNTAX("42601", ErrorKind.USER),
    /** SQL that parses but has no meaning, such as a type mismatch. */
    SQL_INVALID("42000", ErrorKind.USER),
    /** SQL names an unknown table. */
    NO_SUCH_TABLE("42P01", ErrorKind.USER),
    /** SQL names an unknown column. */
    NO_SUCH_COLUMN("42703", ErrorKind.USER),
    /** Temporary files that a statement needs cannot be written or read. */
    SPILL_FAILED("53100", ErrorKind.USER),
    /** A statement needs more memory than it may take. */
    MEMORY_EXCEEDED("53200", ErrorKind.USER),
    /** The statement was cancelled. */
    CANCELLED("57014", ErrorKind.USER),
    /** A time limit passed. */
    TIMEOUT("HYT00", ErrorKind.RETRY),
    /** Data to be imported cannot be read or understood. */
    SOURCE_FAILED("58030", ErrorKind.USER),
    /** Stored bytes of a node do not match their hash or their format. */
    NODE_CORRUPT("XX001", ErrorKind.CORRUPT),
    /** Stored bytes of a branch head do not match their format. */
    HEAD_CORRUPT("XX001", ErrorKind.CORRUPT),
    /** A bug of ours. */
    INTERNAL("XX000", ErrorKind.INTERNAL);

    private final String sqlState;
    private final ErrorKind kind;

    ErrorCode(String sqlState, ErrorKind kind) {
        this.sqlState = sqlState;
        this.kind = kind;
    }

    /** The five-character SQLSTATE that JDBC callers see. */
    public String sqlState() {
        return sqlState;
    }

    /** What a caller can do about it. */
    public ErrorKind kind() {
        return kind;
    }
}
