package org.cairndb.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void numbersArePlainWhilePeopleCanReadThem() {
        assertThat(NumberText.of(9.99)).isEqualTo("9.99");
        assertThat(NumberText.of(140)).isEqualTo("140");
        assertThat(NumberText.of(12_345_678.9)).isEqualTo("12345678.9");
        assertThat(NumberText.of(100_000_000)).isEqualTo("100000000");
        assertThat(NumberText.of(-0.00012)).isEqualTo("-0.00012");
        assertThat(NumberText.of(-0.0)).isEqualTo("0");
        assertThat(NumberText.of(1e20)).isEqualTo("1.0E20");
        assertThat(NumberText.of(1e-9)).isEqualTo("1.0E-9");
        assertThat(NumberText.of(Double.NaN)).isEqualTo("NaN");
        assertThat(NumberText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void plainNumberMeansTheSameNumber() {
        for (double value : new double[] {0.1 + 0.2, 1.0 / 3, 123_456_789.125, 1e15 - 1, 1e-5}) {
            assertThat(Double.parseDouble(NumberText.of(value))).isEqualTo(value);
        }
    }

    @Test
    void bytesHaveAUnit() {
        assertThat(NumberText.ofBytes(0)).isEqualTo("0 bytes");
        assertThat(NumberText.ofBytes(1023)).isEqualTo("1023 bytes");
        assertThat(NumberText.ofBytes(1536)).isEqualTo("1.5 KiB");
        assertThat(NumberText.ofBytes(5L << 30)).isEqualTo("5.0 GiB");
    }
}
