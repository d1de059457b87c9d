#ifndef C_GAMMU_H
#define C_GAMMU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A message as libgammu keeps it: texts and numbers in its own coding, UTF-16.
typedef struct gammu_message gammu_message;

enum { gammu_maximum_octet_count = 400 };

/// False if libgammu refuses it. What it reads is thrown away.
bool gammu_decode(const uint8_t *octets, size_t count);

/// A message to be encoded; NULL if libgammu does not read it, or writes no such kind (a STATUS-REPORT).
gammu_message *gammu_message_read(const uint8_t *octets, size_t count);

/// The octets as a modem takes them, and how many they are; 0 if libgammu refuses.
size_t gammu_encode(gammu_message *message, uint8_t octets[gammu_maximum_octet_count]);

#endif
