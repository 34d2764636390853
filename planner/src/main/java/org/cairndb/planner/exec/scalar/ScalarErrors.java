package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.ColumnType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** What expressions refuse. */
final class ScalarErrors {
    private ScalarErrors() {}

    static CairnException divisionByZero() {
        return new CairnException(ErrorCode.DIVISION_BY_ZERO, "Division by zero; guard the divisor with NULLIF");
    }

    static CairnException longOverflow() {
        return new CairnException(
                ErrorCode.VALUE_OUT_OF_RANGE,
                "A result of integer arithmetic does not fit 64 bits; cast an operand to DOUBLE or DECIMAL");
    }

    static CairnException decimalOverflow(ColumnType type) {
        return new CairnException(
                ErrorCode.VALUE_OUT_OF_RANGE,
                "A number does not fit DECIMAL(%d, %d); cast to one with more digits or to DOUBLE"
                        .formatted(type.precision(), type.scale()));
    }

    static CairnException outOfRange(String value, String type) {
        return new CairnException(ErrorCode.VALUE_OUT_OF_RANGE, "%s is outside the range of %s".formatted(value, type));
    }

    static CairnException notA(String text, String what) {
        return new CairnException(ErrorCode.CAST_INVALID, "\"%s\" is not %s".formatted(text, what));
    }

    static CairnException notATime(String text, String what) {
        return new CairnException(ErrorCode.TIME_INVALID, "\"%s\" is not %s".formatted(text, what));
    }
}
