package org.cairndb.storage.datom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalTime;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static Attribute of(ValueType type) {
        return Attribute.builder(64, "test/value", type).build();
    }

    private static final Attribute MONEY =
            Attribute.builder(64, "test/money", ValueType.DECIMAL).decimal(6, 2).build();

    @Test
    void valuesTakeTheFormInWhichTheyAreStored() {
        assertThat(Values.canonical(of(ValueType.LONG), 5)).isEqualTo(5L);
        assertThat(Values.canonical(of(ValueType.LONG), BigInteger.TWO)).isEqualTo(2L);
        assertThat(Values.canonical(of(ValueType.DOUBLE), 3)).isEqualTo(3.0);
        assertThat(Double.doubleToRawLongBits((Double) Values.canonical(of(ValueType.DOUBLE), -0.0)))
                .isZero();
        assertThat(Values.canonical(MONEY, 7)).isEqualTo(new BigDecimal("7.00"));
        assertThat(Values.canonical(MONEY, new BigDecimal("7.500"))).isEqualTo(new BigDecimal("7.50"));
        assertThat(Values.canonical(of(ValueType.INSTANT), Instant.parse("2025-01-01T00:00:00.123456789Z")))
                .isEqualTo(Instant.parse("2025-01-01T00:00:00.123456Z"));
        assertThat(Values.canonical(of(ValueType.TIME), LocalTime.of(1, 2, 3, 4567)))
                .isEqualTo(LocalTime.of(1, 2, 3, 4000));
    }

    @Test
    void valueThatDoesNotFitIsRefusedInOneSentence() {
        verifyRefused(of(ValueType.LONG), "5", ErrorCode.VALUE_INVALID, "holds long values");
        verifyRefused(of(ValueType.STRING), 5L, ErrorCode.VALUE_INVALID, "the value given is a Long");
        verifyRefused(of(ValueType.DOUBLE), (1L << 53) + 1, ErrorCode.VALUE_INVALID, "holds double values");
        verifyRefused(MONEY, new BigDecimal("1.234"), ErrorCode.VALUE_OUT_OF_RANGE, "decimal(6,2)");
        verifyRefused(MONEY, new BigDecimal("12345.00"), ErrorCode.VALUE_OUT_OF_RANGE, "12345.00");
        verifyRefused(of(ValueType.INSTANT), Instant.MAX, ErrorCode.VALUE_OUT_OF_RANGE, "years");
    }

    @Test
    void textThatCannotBeStoredIsRefused() {
        ValueBuilder column = ValueBuilder.of(Physical.TEXT);
        assertThatThrownBy(() -> Values.append(of(ValueType.STRING), "a\ud800", column))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("surrogate");
        String large = "x".repeat(Values.MAX_TEXT_BYTES + 1);
        assertThatThrownBy(() -> Values.append(of(ValueType.STRING), large, column))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("1048576");
        assertThat(column.size()).isZero();
    }

    private static void verifyRefused(Attribute attribute, Object value, ErrorCode code, String part) {
        assertThatThrownBy(() -> Values.canonical(attribute, value))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(part)
                .hasMessageContaining(attribute.ident());
    }
}
