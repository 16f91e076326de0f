UPDATE `contacts` SET `windows` = json_object(`last_inbound_account_id`, `last_inbound_at`) WHERE `last_inbound_account_id` IS NOT NULL AND `last_inbound_at` IS NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` DROP COLUMN `last_inbound_at`;--> statement-breakpoint
ALTER TABLE `contacts` DROP COLUMN `last_inbound_account_id`;