package org.cairndb.jdbc;

import java.util.List;

/** The functions that have a fixed number of parameters, as metadata lists them; docs/sql.md describes all. ANY stands for every type. */
final class FunctionSignatures {
    private static final String NUMBERS = """
        ABS(number DOUBLE) DOUBLE
        ABS(number BIGINT) BIGINT
        ACOS(number DOUBLE) DOUBLE
        ASIN(number DOUBLE) DOUBLE
        ATAN(number DOUBLE) DOUBLE
        ATAN2(y DOUBLE, x DOUBLE) DOUBLE
        BITAND(a BIGINT, b BIGINT) BIGINT
        BITNOT(number BIGINT) BIGINT
        BITOR(a BIGINT, b BIGINT) BIGINT
        BITXOR(a BIGINT, b BIGINT) BIGINT
        CBRT(number DOUBLE) DOUBLE
        CEIL(number DOUBLE) DOUBLE
        COS(number DOUBLE) DOUBLE
        COSH(number DOUBLE) DOUBLE
        COT(number DOUBLE) DOUBLE
        DEGREES(radians DOUBLE) DOUBLE
        EXP(number DOUBLE) DOUBLE
        FLOOR(number DOUBLE) DOUBLE
        LN(number DOUBLE) DOUBLE
        LOG10(number DOUBLE) DOUBLE
        MOD(number BIGINT, divisor BIGINT) BIGINT
        PI() DOUBLE
        POWER(base DOUBLE, exponent DOUBLE) DOUBLE
        RADIANS(degrees DOUBLE) DOUBLE
        ROUND(number DOUBLE) DOUBLE
        ROUND(number DOUBLE, digits INTEGER) DOUBLE
        SIGN(number DOUBLE) DOUBLE
        SIN(number DOUBLE) DOUBLE
        SINH(number DOUBLE) DOUBLE
        SQRT(number DOUBLE) DOUBLE
        TAN(number DOUBLE) DOUBLE
        TANH(number DOUBLE) DOUBLE
        TRUNCATE(number DOUBLE) DOUBLE
        TRUNCATE(number DOUBLE, digits INTEGER) DOUBLE
        """;
    private static final String TEXTS = """
        ASCII(text VARCHAR) INTEGER
        CHAR_LENGTH(text VARCHAR) INTEGER
        CHR(code INTEGER) VARCHAR
        CONCAT(a VARCHAR, b VARCHAR) VARCHAR
        CONCAT_WS(separator VARCHAR, a VARCHAR, b VARCHAR) VARCHAR
        INITCAP(text VARCHAR) VARCHAR
        LEFT(text VARCHAR, length INTEGER) VARCHAR
        LENGTH(text VARCHAR) INTEGER
        LOWER(text VARCHAR) VARCHAR
        LPAD(text VARCHAR, length INTEGER) VARCHAR
        LPAD(text VARCHAR, length INTEGER, fill VARCHAR) VARCHAR
        LTRIM(text VARCHAR) VARCHAR
        MD5(text VARCHAR) VARCHAR
        OCTET_LENGTH(bytes VARBINARY) INTEGER
        REGEXP_LIKE(text VARCHAR, pattern VARCHAR) BOOLEAN
        REGEXP_REPLACE(text VARCHAR, pattern VARCHAR, replacement VARCHAR) VARCHAR
        REPEAT(text VARCHAR, times INTEGER) VARCHAR
        REPLACE(text VARCHAR, search VARCHAR, replacement VARCHAR) VARCHAR
        RIGHT(text VARCHAR, length INTEGER) VARCHAR
        RPAD(text VARCHAR, length INTEGER) VARCHAR
        RPAD(text VARCHAR, length INTEGER, fill VARCHAR) VARCHAR
        RTRIM(text VARCHAR) VARCHAR
        SHA1(text VARCHAR) VARCHAR
        SHA256(text VARCHAR) VARCHAR
        SHA512(text VARCHAR) VARCHAR
        SOUNDEX(text VARCHAR) VARCHAR
        SPLIT_PART(text VARCHAR, separator VARCHAR, part INTEGER) VARCHAR
        STARTS_WITH(text VARCHAR, prefix VARCHAR) BOOLEAN
        STRPOS(text VARCHAR, search VARCHAR) INTEGER
        SUBSTRING(text VARCHAR, start INTEGER) VARCHAR
        SUBSTRING(text VARCHAR, start INTEGER, length INTEGER) VARCHAR
        TO_CHAR(time TIMESTAMP, format VARCHAR) VARCHAR
        TRANSLATE(text VARCHAR, search VARCHAR, replacement VARCHAR) VARCHAR
        UPPER(text VARCHAR) VARCHAR
        """;
    private static final String TIMES = """
        DAYOFMONTH(date DATE) BIGINT
        DAYOFWEEK(date DATE) BIGINT
        DAYOFYEAR(date DATE) BIGINT
        HOUR(time TIMESTAMP) BIGINT
        LAST_DAY(date DATE) DATE
        MINUTE(time TIMESTAMP) BIGINT
        MONTH(date DATE) BIGINT
        NOW() TIMESTAMP
        QUARTER(date DATE) BIGINT
        SECOND(time TIMESTAMP) BIGINT
        WEEK(date DATE) BIGINT
        YEAR(date DATE) BIGINT
        """;
    private static final String CHOICES = """
        COALESCE(first ANY, second ANY) ANY
        GREATEST(first ANY, second ANY) ANY
        LEAST(first ANY, second ANY) ANY
        NULLIF(value ANY, other ANY) ANY
        """;
    private static final String SESSION = """
        CAIRN_SNAPSHOT() VARCHAR
        CURRENT_DATABASE() VARCHAR
        CURRENT_SCHEMA() VARCHAR
        VERSION() VARCHAR
        """;
    private static final String AGGREGATES = """
        ANY_VALUE(value ANY) ANY
        AVG(number DOUBLE) DOUBLE
        BIT_AND(number BIGINT) BIGINT
        BIT_OR(number BIGINT) BIGINT
        BIT_XOR(number BIGINT) BIGINT
        BOOL_AND(condition BOOLEAN) BOOLEAN
        BOOL_OR(condition BOOLEAN) BOOLEAN
        COUNT(value ANY) BIGINT
        COVAR_POP(y DOUBLE, x DOUBLE) DOUBLE
        COVAR_SAMP(y DOUBLE, x DOUBLE) DOUBLE
        EVERY(condition BOOLEAN) BOOLEAN
        MAX(value ANY) ANY
        MIN(value ANY) ANY
        MODE(value ANY) ANY
        STDDEV_POP(number DOUBLE) DOUBLE
        STDDEV_SAMP(number DOUBLE) DOUBLE
        STRING_AGG(text VARCHAR, separator VARCHAR) VARCHAR
        SUM(number BIGINT) BIGINT
        SUM(number DOUBLE) DOUBLE
        VAR_POP(number DOUBLE) DOUBLE
        VAR_SAMP(number DOUBLE) DOUBLE
        """;

    private FunctionSignatures() {}

    /** A line for each, overloads of a name behind each other. */
    static List<String> lines() {
        return (NUMBERS + TEXTS + TIMES + CHOICES + SESSION + AGGREGATES)
                .lines()
                .toList();
    }
}
