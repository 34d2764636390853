package org.cairndb.it;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** An integration test that needs nothing of a JVM for itself, such as an empty cache: one JVM and its servers serve many of these, which saves minutes. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("shares-jvm")
public @interface SharesJvm {}
