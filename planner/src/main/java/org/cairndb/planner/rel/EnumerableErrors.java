package org.cairndb.planner.rel;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** What failures of generated code mean. */
final class EnumerableErrors {
    private EnumerableErrors() {}

    /** Constant expressions are computed while generated classes load, hence the error among them. */
    static CairnException translate(Throwable failure) {
        Throwable e = failure;
        while (e.getCause() != null) {
            e = e.getCause();
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof NumberFormatException) {
            return new CairnException(
                    ErrorCode.CAST_INVALID, "A text that is cast to a number is not one: " + message, failure);
        }
        if (message.contains("more than one value in agg SINGLE_VALUE")) {
            return new CairnException(
                    ErrorCode.SQL_INVALID, "A subquery that stands for one value gave more than one row", failure);
        }
        if (message.startsWith("Invalid character for cast")) {
            return new CairnException(ErrorCode.CAST_INVALID, "A text cannot be cast: " + message, failure);
        }
        if (e instanceof IllegalArgumentException && message.startsWith("Invalid ")) {
            boolean isTime = message.startsWith("Invalid DATE") || message.startsWith("Invalid TIME");
            ErrorCode code = isTime ? ErrorCode.TIME_INVALID : ErrorCode.CAST_INVALID;
            return new CairnException(code, "A text cannot be cast: " + message, failure);
        }
        if (e instanceof ArithmeticException) {
            boolean byZero = message.contains("by zero") || message.contains("Division undefined");
            return byZero
                    ? new CairnException(
                            ErrorCode.DIVISION_BY_ZERO, "Division by zero; guard the divisor with NULLIF", failure)
                    : new CairnException(ErrorCode.VALUE_OUT_OF_RANGE, "A number is out of range: " + message, failure);
        }
        return new CairnException(ErrorCode.INTERNAL, "Running the statement failed: " + e, failure);
    }
}
