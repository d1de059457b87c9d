#include "CGammu.h"

#include <gammu.h>
#include <stdlib.h>
#include <string.h>

struct gammu_message {
    GSM_SMSMessage sms;
};

static GSM_Debug_Info *silent(void) {
    static GSM_Debug_Info *info;
    if (!info) {
        info = GSM_GetGlobalDebug();
        GSM_SetDebugLevel("nothing", info);
    }
    return info;
}

bool gammu_decode(const uint8_t *octets, size_t count) {
    // Kept from message to message: the library sets what it does not find to its default.
    static GSM_SMSMessage sms;
    return GSM_DecodePDUFrame(silent(), &sms, octets, count, NULL, TRUE) == ERR_NONE;
}

gammu_message *gammu_message_read(const uint8_t *octets, size_t count) {
    gammu_message *message = calloc(1, sizeof *message);
    if (!message) return NULL;
    GSM_SMSMessage *sms = &message->sms;
    GSM_Error error = GSM_DecodePDUFrame(silent(), sms, octets, count, NULL, TRUE);
    if (error != ERR_NONE || (sms->PDU != SMS_Deliver && sms->PDU != SMS_Submit)) {
        free(message);
        return NULL;
    }
    // Read into one field, written from the other.
    if (sms->PDU == SMS_Deliver) sms->DateTime = sms->SMSCTime;
    return message;
}

static uint8_t *appended(uint8_t *end, const uint8_t *octets, size_t count) {
    memcpy(end, octets, count);
    return end + count;
}

size_t gammu_encode(gammu_message *message, uint8_t octets[gammu_maximum_octet_count]) {
    // The library writes each field to its place in a frame; a modem takes them one after the other.
    const bool is_deliver = message->sms.PDU == SMS_Deliver;
    const GSM_SMSMessageLayout layout = is_deliver ? PHONE_SMSDeliver : PHONE_SMSSubmit;
    uint8_t frame[1000];
    int length = 0;
    if (GSM_EncodeSMSFrame(silent(), &message->sms, frame, layout, &length, TRUE) != ERR_NONE) return 0;
    uint8_t *end = octets;
    end = appended(end, frame + layout.SMSCNumber, frame[layout.SMSCNumber] + 1);
    *end++ = frame[layout.firstbyte];
    if (!is_deliver) *end++ = frame[layout.TPMR];
    end = appended(end, frame + layout.Number, (frame[layout.Number] + 1) / 2 + 2);
    *end++ = frame[layout.TPPID];
    *end++ = frame[layout.TPDCS];
    if (is_deliver) {
        end = appended(end, frame + layout.DateTime, 7);
    } else {
        *end++ = frame[layout.TPVP];
    }
    *end++ = frame[layout.TPUDL];
    end = appended(end, frame + layout.Text, length - layout.Text);
    return end - octets;
}
