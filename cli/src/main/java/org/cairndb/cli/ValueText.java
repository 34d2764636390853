package org.cairndb.cli;

import java.math.BigDecimal;
import org.cairndb.cli.output.NumberText;

/** Values of datoms as text. */
final class ValueText {
    private ValueText() {}

    static String of(Object value) {
        if (value instanceof Double number) {
            return NumberText.of(number);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value.toString();
    }
}
