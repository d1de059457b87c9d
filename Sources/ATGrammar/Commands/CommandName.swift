/// The commands that Catchline knows how to say.
package enum CommandName: String, CaseIterable, Hashable, Sendable {
    // Identity (3GPP TS 27.007 §5)
    case manufacturer = "+CGMI"
    case model = "+CGMM"
    case firmware = "+CGMR"
    case serialNumber = "+CGSN"
    case subscriberIdentity = "+CIMI"
    case cardIdentity = "+CCID"
    case cardIdentityICCID = "+ICCID"
    case cardIdentityQuectel = "+QCCID"
    case cardIdentityHuawei = "^ICCID"
    case subscriberNumber = "+CNUM"

    // The modem itself
    case errorReporting = "+CMEE"
    case clock = "+CCLK"
    case timeZoneUpdate = "+CTZU"
    case timeZoneReports = "+CTZR"
    case localTimestampSIMCom = "+CLTS"
    case pin = "+CPIN"
    case characterSet = "+CSCS"
    case functionality = "+CFUN"

    // Starting the modem anew (§8.2), and the makers' own. None of these leaves it off
    case resetHuawei = "^RESET"
    case resetSIMCom = "+CRESET"
    case resetTelit = "#REBOOT"
    case resetSierra = "!RESET"
    case resetEricsson = "*E2RESET"
    case resetIcera = "%IRESET"
    case resetAirM2M = "+RESET"

    // Attempts left at the PIN (§8.65), and the makers' own
    case pinAttempts = "+CPINR"
    case pinAttemptsHuawei = "^CPIN"
    case pinAttemptsQuectel = "+QPINC"
    case pinAttemptsSIMCom = "+SPIC"
    case pinAttemptsTelit = "#PCT"
    case pinAttemptsUblox = "+UPINCNT"
    case pinAttemptsCinterion = "^SPIC"
    case pinAttemptsSierra = "+CPINC"
    case pinAttemptsZTE = "+ZPINPUK"
    case pinAttemptsEricsson = "*EPIN"
    case pinAttemptsIntel = "+XPINCNT"
    case pinAttemptsIcera = "%PINNUM"
    case pinAttemptsLongcheer = "+CPNNUM"

    // The network (§7)
    case registration = "+CREG"
    case packetRegistration = "+CGREG"
    case packetSystemRegistration = "+CEREG"
    case networkOperator = "+COPS"
    case signalQuality = "+CSQ"
    case extendedSignalQuality = "+CESQ"
    case multimediaRegistration = "+CIREG"

    // Calls (§6, §7)
    case callerLineIdentity = "+CLIP"
    case ringFormat = "+CRC"
    case callWaiting = "+CCWA"
    case callHold = "+CHLD"
    case currentCalls = "+CLCC"
    case extendedErrorReport = "+CEER"
    case serviceNotices = "+CSSN"
    case hangUp = "+CHUP"
    case voiceMode = "+CVMOD"
    case voiceHuawei = "^CVOICE"
    case voiceHangUpControl = "+CVHU"
    case unsolicitedCallInformation = "+QINDCFG"
    case callStatusQuectel = "^DSCI"
    case callStatusUblox = "+UCALLSTAT"
    case callListCinterion = "^SLCC"
    case callMonitoringTelit = "#ECAM"
    case callMonitoringEricsson = "*ECAM"
    case callStatusIntel = "+XCALLSTAT"
    case callListOption = "_OLCC"
    case callProgressCalypso = "%CPI"
    case callProgressMediatek = "+ECPI"
    case indicationsWavecom = "+WIND"
    case indicationsCinterion = "^SIND"

    // Supplementary services (§7)
    case callForwarding = "+CCFC"
    case unstructuredService = "+CUSD"

    // Phone books (§8.11, §8.12)
    case phoneBook = "+CPBS"
    case readPhoneBook = "+CPBR"

    // Texts (3GPP TS 27.005 §3)
    case messageService = "+CSMS"
    case messageFormat = "+CMGF"
    case messageStorage = "+CPMS"
    case serviceCentre = "+CSCA"
    case newMessageIndications = "+CNMI"
    case listMessages = "+CMGL"
    case readMessage = "+CMGR"
    case deleteMessage = "+CMGD"
    case sendMessage = "+CMGS"
    case moreMessages = "+CMMS"
    case acknowledgeMessage = "+CNMA"
    /// 3GPP TS 27.007 §10.1.21.
    case messageDomain = "+CGSMS"

    // Ports and the like of some families
    case resultCodePortQuectel = "+QURCCFG"
    case resultCodePortSIMCom = "+CATR"
    case configurationQuectel = "+QCFG"
    case commandSetTelit = "#SELINT"
    case registrationModeTelit = "#REGMODE"
    case startReportSierra = "+KSREP"
}
