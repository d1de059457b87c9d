/// Lines that modems print at rest. They are known so that the log can keep to those that are not.
enum NoiseLines {
    static func contains(_ line: String) -> Bool {
        names.contains(line)
    }

    /// Without a colon.
    private static let names: Set<String> = [
        "+ZEND", "+SIM DROP", "+PACSP0", "+PACSP1", "+SPECC", "+CUSATEND",
    ]

    static let prefixes: Set<String> = [
        // Time and place
        "+CTZV", "+CTZU", "+CTZE", "+CTZR", "+NITZ", "DST", "*PSNWID", "*PSUTTZ", "+ZMTime", "^NWTIME",
        "^TIME",
        "+SPNWNAME", "^EONS", "^ECCLIST",
        // Signal and service
        "+CSQ", "+CESQ", "+CNSMOD", "+CGEV", "+CIND", "+CSCON", "^RSSI", "^HCSQ", "^CSNR", "^MODE", "^SRVST",
        "^SYSINFO", "^RSSILVL", "^HRSSILVL", "^CRSSI", "^LTERSRP", "^CERSSI", "^CSCHANNELINFO", "^LWURC",
        "^RFSWITCH",
        "^ANLEVEL", "+ZPASR", "+ZDONR", "+ZPSTM", "+BEARTYPE", "+PSBEARER", "#PSNT", "_OSIGQ", "_OBS",
        "_OSSYSI",
        "_OCTI", "_OUWCTI", "%NWSTATE", "+QLWURC", "+QIURC",
        // SIM and boot
        "+CFUN", "+QUSIM", "^SIMST", "^BOOT", "^SCKS", "+ZUSIMR", "+SIND", "+CMTE", "+SPERROR", "^SIMRESET",
        // Data and toolkit
        "^DSFLOWRPT", "^PDPDEACT", "^NDISSTAT", "^NDISEND", "^STIN", "+CUSATP", "#STN",
        // Calls, where another line says the same
        "+CSSI", "+CDRIND", "+WIND", "+RXDTMF", "+UUDTMFD", "+QTONEDET", "#CODECINFO", "#RSEN", "+COLP",
        "^DDTMF", "+MCST",
        // Other
        "+CUSD", "+CBMI", "+QIND", "+QGPSURC", "#MWI", "#QSS", "+CLASS0",
    ]
}
