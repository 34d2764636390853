package org.cairndb.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Keyword;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Values of attributes as they are written on a command line. */
final class AttributeText {
    private AttributeText() {}

    /**
     * The value that a text means.
     *
     * @throws CairnException VALUE_INVALID if it is none of the attribute's type
     */
    static Object parse(Attribute attribute, String text) {
        try {
            return switch (attribute.type()) {
                case STRING -> text;
                case LONG, REF -> Long.parseLong(text);
                case DOUBLE -> Double.parseDouble(text);
                case DECIMAL -> new BigDecimal(text);
                case BOOLEAN -> truth(text);
                case INSTANT -> OffsetDateTime.parse(text).toInstant();
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.parse(text);
                case UUID -> UUID.fromString(text);
                case BYTES -> Bytes.wrap(Base64.getDecoder().decode(text));
                case KEYWORD -> new Keyword(text.startsWith(":") ? text.substring(1) : text);
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID,
                    "\"%s\" is no %s, which attribute \"%s\" holds"
                            .formatted(text, attribute.typeLabel(), attribute.ident()),
                    e);
        }
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
