package org.cairndb.jdbc;

/** The version of this driver. */
final class DriverVersion {
    static final int MAJOR = 0;
    static final int MINOR = 1;
    static final String TEXT = MAJOR + "." + MINOR;

    static final String PRODUCT = "Cairn " + TEXT;

    private DriverVersion() {}
}
