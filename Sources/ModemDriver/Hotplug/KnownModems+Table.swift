import Telephony

/// The modems that are known by their USB ids: a line for each arrangement of ports.
///
/// Interfaces by their bInterfaceNumber. Ports that stand nowhere in their line are tried after those that
/// do.
extension KnownModems {
    static let layoutTable: [PortLayout] = [
        // Alcatel, TCL
        PortLayout(0x1BBB, [0x0000], "X200", commands: [3, 0, 1, 2]),
        PortLayout(0x1BBB, [0x0017], "X060, X220", commands: [5, 3, 0, 1, 2]),
        PortLayout(0x1BBB, [0x00B6], "X220", commands: [0]),
        // Longcheer
        PortLayout(0x1C9E, [0x6000, 0x6060, 0x6061], "Longcheer", commands: [0, 2]),
        PortLayout(0x1C9E, [0x7001, 0x7002], "Longcheer", commands: [2, 0, 3]),
        PortLayout(0x1C9E, [0x7101, 0x7102], "Longcheer", commands: [4, 0, 5]),
        // Cinterion, Gemalto, Thales
        PortLayout(0x1E2D, [0x0061], "PLS8", commands: [2, 0], positioning: [4], other: [6, 8]),
        PortLayout(0x1E2D, [0x0053], "PHS8", commands: [], positioning: [1]),
        PortLayout(0x1E2D, [0x005B, 0x005D], "PLS62", commands: [0, 2, 4], diagnostics: [8], other: [6]),
        PortLayout(0x1E2D, [0x0069], "PLS63", commands: [0, 2], diagnostics: [6], positioning: [4]),
        PortLayout(0x1E2D, [0x006F], "PLS83", commands: [0, 2], diagnostics: [6], positioning: [4]),
        PortLayout(0x1E2D, [0x00B3, 0x00F1], "MV31, MV32", commands: [2], positioning: [4], other: [5]),
        // Ericsson
        PortLayout(0x0BDB, [0x190D], "F5521gw", commands: []),
        PortLayout(0x0FCE, [0xD0CF], "MD300", commands: []),
        // Fibocom
        PortLayout(0x2CB7, [0x0007], "L850-GL", commands: [2, 6], diagnostics: [4]),
        PortLayout(0x2CB7, [0x01A0], "NL668-AM", commands: [2, 3], diagnostics: [4]),
        PortLayout(0x2CB7, [0x0104], "FM150", commands: [1, 2], diagnostics: [0]),
        PortLayout(0x2CB7, [0x01A2], "FM101-GL", commands: [2, 3], diagnostics: [4, 5]),
        PortLayout(0x2CB7, [0x01A4], "FM101-GL", commands: [3]),
        PortLayout(0x2CB7, [0x0115], "FM135", commands: [3]),
        PortLayout(0x2CB7, [0x0106], "MA510", commands: [1]),
        PortLayout(0x2CB7, [0x010A], "MA510", commands: [0]),
        PortLayout(0x1508, [0x1001], "NL668-EAU", commands: [1, 2, 3]),
        PortLayout(0x1782, [0x4D10, 0x4D11], "L610", commands: [0, 2]),
        PortLayout(0x8087, [0x095A], "L850-GL", commands: [0]),
        // Huawei, where the interfaces do not tell by themselves
        PortLayout(0x12D1, [0x1001], "E1550", commands: [2], audio: [1]),
        PortLayout(0x12D1, [0x140C], "E17xx", commands: [3], audio: [2]),
        PortLayout(0x12D1, [0x14AC], "E153Du-1", commands: [4], audio: [3]),
        PortLayout(0x12D1, [0x1436], "E1750", commands: [4], audio: [3]),
        PortLayout(0x12D1, [0x1506], "E171, E3131, E352", commands: [3], audio: [2]),
        // MediaTek, D-Link
        PortLayout(0x0E8D, [0x00A1, 0x00A2], "MediaTek", commands: [0, 1]),
        PortLayout(0x0E8D, [0x00A4], "MediaTek", commands: [0, 2]),
        PortLayout(0x0E8D, [0x00A5], "MediaTek", commands: [2, 3]),
        PortLayout(0x2001, [0x7E35], "D-Link", commands: [1, 2], other: [0, 3]),
        // Quectel
        PortLayout(
            0x2C7C, [0x0121, 0x0125, 0x0191, 0x0195, 0x0296, 0x0306, 0x0512, 0x0800, 0x0801],
            "EC21, EC25, EG25-G, EG91, EG95, BG96, EG06, EG12, RM500, RM520N",
            commands: [2, 3], diagnostics: [0], positioning: [1]),
        PortLayout(0x2C7C, [0x0128], "EM060K-GL", commands: [5], diagnostics: [3], positioning: [4]),
        // Sierra Wireless
        PortLayout(
            0x1199, [0x9071, 0x9079, 0x9091, 0x68C0], "MC74xx, EM7455, EM7565, RC7611",
            commands: [3], diagnostics: [0], positioning: [2]),
        PortLayout(0x1199, [0xC001], "HL7812", commands: [0, 2], positioning: [4]),
        // SIMCom
        PortLayout(
            0x1E0E, [0x9001], "SIM7000, SIM7100, SIM7600",
            commands: [2, 3], diagnostics: [0], positioning: [1], audio: [4]),
        PortLayout(0x1E0E, [0x9011], "A7600, A7602", commands: [4, 5], other: [2]),
        PortLayout(
            0x1E0E, [0x9205], "SIM7070, SIM7080, SIM7090", commands: [2, 3], diagnostics: [0],
            positioning: [1]),
        PortLayout(
            0x1E0E, [0x9206], "SIM7070, SIM7080, SIM7090", commands: [2, 5], diagnostics: [0],
            positioning: [1], other: [3, 4]),
        PortLayout(0x1E0E, [0x9100, 0x9200], "Prolink PH-300, SCT UM300", commands: [3, 1]),
        PortLayout(0x1E0E, [0xCEFE], "A-Link 3GU", commands: [2, 0, 1]),
        // Telit
        PortLayout(0x1BC7, [0x1003], "UC864-E", commands: [0, 2]),
        PortLayout(0x1BC7, [0x1004], "UC864-G", commands: [0, 3], positioning: [2]),
        PortLayout(0x1BC7, [0x1006], "CC864", commands: [0, 2]),
        PortLayout(0x1BC7, [0x1010], "DE910-DUAL", commands: [3, 2], positioning: [1]),
        PortLayout(0x1BC7, [0x1031, 0x1033], "LE910C1-EUX", commands: [1, 2], diagnostics: [0]),
        PortLayout(0x1BC7, [0x1040, 0x1050], "FN and LN families", commands: [4, 5], diagnostics: [0]),
        // u-blox
        PortLayout(0x1546, [0x1102], "LISA-U2, SARA-U2", commands: [0, 2, 4], other: [6, 8, 10, 12]),
        PortLayout(0x1546, [0x1104], "LISA-U2, SARA-U2", commands: [0], other: [2, 4, 6]),
        PortLayout(0x1546, [0x110A], "LARA-R2", commands: [0, 2, 4], other: [6, 8, 10]),
        PortLayout(0x1546, [0x1107], "TOBY-R2", commands: [0, 2, 4]),
        PortLayout(0x1546, [0x1010], "TOBY-L4", commands: [6], other: [2, 4, 8]),
        PortLayout(0x05C6, [0x908B], "LARA-R6001", commands: [1, 2], other: [0, 3]),
        // ZTE
        PortLayout(0x19D2, [0x0001], "ZTE", commands: [0, 2]),
        PortLayout(0x19D2, [0x0002], "ZTE", commands: [2, 4]),
        PortLayout(0x19D2, [0x0015], "ZTE", commands: [1, 3]),
        PortLayout(0x19D2, [0x0016, 0x0117], "ZTE", commands: [2, 1]),
        PortLayout(0x19D2, [0x0031, 0x1254, 0x2003], "ZTE", commands: [3, 1]),
        PortLayout(0x19D2, [0x0124], "ZTE", commands: [4, 1]),
    ]

    /// Positioning receivers of u-blox.
    static let strangers: Set = [
        USBID(0x1546, 0x01A5), USBID(0x1546, 0x01A6), USBID(0x1546, 0x01A7), USBID(0x1546, 0x01A8),
        USBID(0x1546, 0x01A9),
    ]

    /// What usb_modeswitch is told is what its own data has for these ids.
    static let portlessTable: [PortlessDevice] = [
        PortlessDevice(0x1BBB, 0xF000, "an Alcatel stick", .notSwitched(switching: alcatelMessage)),
        PortlessDevice(0x1BBB, 0xF017, "an Alcatel stick", .notSwitched(switching: alcatelMessage)),
        PortlessDevice(0x1BBB, 0x00CA, "an Alcatel OT-X080C", .notSwitched(switching: alcatelMessage)),
        PortlessDevice(0x12D1, 0x1003, "a Huawei E220 or its like", .notSwitched(switching: "-H")),
        PortlessDevice(0x12D1, 0x1446, "a Huawei stick", .notSwitched(switching: "-J")),
        PortlessDevice(0x12D1, 0x14FE, "a Huawei E352 or its like", .notSwitched(switching: "-J")),
        PortlessDevice(0x12D1, 0x1520, "a Huawei K3765", .notSwitched(switching: "-J")),
        PortlessDevice(0x12D1, 0x155B, "a Huawei E171", .notSwitched(switching: "-J")),
        PortlessDevice(0x12D1, 0x15CA, "a Huawei E3131", .notSwitched(switching: "-J")),
        PortlessDevice(0x12D1, 0x1C0B, "a Huawei E173", .notSwitched(switching: "-J")),
        PortlessDevice(0x12D1, 0x1C24, "a Huawei E173", .notSwitched(switching: "-J")),
        PortlessDevice(0x1199, 0x0FFF, "a Sierra Wireless stick", .notSwitched(switching: "-S")),
        PortlessDevice(
            0x1E0E, 0xF000, "a SIMCom stick",
            .notSwitched(switching: "-n -M 555342431234567800000000000006bd000000020000000000000000000000")),
        PortlessDevice(0x19D2, 0x0166, "a ZTE MF820", .notSwitched(switching: "-K")),
        PortlessDevice(0x19D2, 0x1225, "a ZTE MF668 or MF70", .notSwitched(switching: "-K")),
        PortlessDevice(0x19D2, 0x1520, "a ZTE MF652", .notSwitched(switching: "-K")),
        PortlessDevice(0x19D2, 0x2000, "a ZTE stick", .notSwitched(switching: "-K")),
        // Switched, it is the network card of the next lines.
        PortlessDevice(0x12D1, 0x1F01, "a Huawei stick", .networkOnly),
        PortlessDevice(0x12D1, 0x14DB, "a Huawei E353", .networkOnly),
        PortlessDevice(0x12D1, 0x14DC, "a Huawei E3372", .networkOnly),
    ]

    private static let alcatelMessage = "-M 55534243123456788000000080000606f50402527000000000000000000000"
}
